"""New leads are the business of a workflow: which every organisation has, may change, pause and delete."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.automation import workflows
from app.automation.gallery import actions as gallery
from app.automation.lead_management import installing
from app.automation.lead_management.handling import Care, LeadHandling, handling
from app.automation.models import Execution, StepLog
from app.core.actions import find, run
from app.core.actions.run import open_operation
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict
from app.core.events import Event
from app.core.history.actions import undo
from app.core.ids import new_id
from app.crm import lead_moves, leads, tasks
from app.crm.lead_intake import take_in
from app.crm.models import Lead, LeadPoint
from tests.app.automation.living import advance, publish, runs, settle
from tests.factories.lead_management import live_on, with_rules
from tests.factories.people import colleague

HOT = {
    "name": "Marta Jansen",
    "email": "marta@helio.example",
    "role": "CEO",
    "budget": "24000",
    "employees": 420,
    "interest": "Solar",
}


@pytest.fixture
def seller(owner: Actor) -> Actor:
    with_rules(owner)
    return owner


def flow(seller: Actor) -> UUID:
    assert seller.tenant_id
    return installing.workflow_id(seller.tenant_id)


def now(seller: Actor, lead_id: UUID) -> Any:
    return run(seller, leads.get, {"id": lead_id}).value


def cared(seller: Actor, lead_id: UUID | None = None) -> LeadHandling:
    return run(seller, handling, {"id": lead_id}).value


def bring(seller: Actor, count: int) -> tuple[list[UUID], UUID]:
    """Leads as an import brings them: many in one operation."""
    operation = new_id()
    with open_session(seller, operation) as session:
        open_operation(session, seller, leads.create, operation)
        rows = [{**HOT, "name": f"Lead {n}", "email": f"{n}@many.example"} for n in range(count)]
        return take_in(session, seller, rows, imported=True), operation


def count(seller: Actor, table: Any) -> int:
    with open_session(seller) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_lead_comes_without_a_score_and_a_run_gives_it(seller: Actor) -> None:
    lead = run(seller, leads.create, HOT).value
    assert (lead.score, lead.grade, lead.owner_id) == (0, None, None)
    live_on()
    scored, found = now(seller, lead.id), cared(seller, lead.id)
    assert (scored.grade, scored.owner_id) == ("A", seller.member_id)
    assert scored.assigned_reason
    assert (found.care, found.workflow_id, found.under_way) == (Care.RUNNING, flow(seller), False)
    assert [made.id for made in runs(seller)] == [found.run_id]


def test_each_organisation_gets_it_once(seller: Actor) -> None:
    assert run(seller, installing.install, {}).value is False
    run(seller, workflows.delete, {"id": flow(seller)})
    installing.everywhere()
    assert run(seller, installing.install, {}).value is False
    assert cared(seller).care is Care.MISSING


def test_what_the_owner_takes_out_is_not_done(seller: Actor) -> None:
    row = run(seller, workflows.get, {"id": flow(seller)}).value
    run(seller, workflows.save, {"id": row.id, "steps": row.steps[:1]})
    run(seller, find("workflow.publish"), {"id": row.id})
    settle()
    first = run(seller, leads.create, HOT).value
    live_on()
    assert (now(seller, first.id).grade, now(seller, first.id).owner_id) == ("A", None)
    run(seller, workflows.save, {"id": row.id, "steps": row.steps[1:]})
    run(seller, find("workflow.publish"), {"id": row.id})
    settle()
    second = run(seller, leads.create, HOT).value
    live_on()
    assert (now(seller, second.id).grade, now(seller, second.id).owner_id) == (None, seller.member_id)
    assert cared(seller).care is Care.IDLE


def test_a_paused_one_scores_nobody_and_is_named(seller: Actor) -> None:
    run(seller, find("workflow.pause"), {"id": flow(seller)})
    lead = run(seller, leads.create, HOT).value
    live_on()
    assert now(seller, lead.id).grade is None
    assert (cared(seller, lead.id).care, cared(seller).workflow_name) == (Care.PAUSED, "Score and assign new leads")
    assert run(seller, find("lead.score"), {"id": lead.id}).value.grade == "A"


def test_leads_that_came_during_a_pause_are_scored_when_they_are_taken_up(seller: Actor) -> None:
    run(seller, find("workflow.pause"), {"id": flow(seller)})
    ids, _ = bring(seller, 3)
    live_on()
    run(seller, find("workflow.resume"), {"id": flow(seller)})
    live_on()
    assert {now(seller, id).grade for id in ids} == {None}
    assert run(seller, find("workflow.take_up"), {"id": flow(seller)}).value.events == 3
    live_on()
    assert {now(seller, id).grade for id in ids} == {"A"}


def test_many_leads_are_done_in_sets_and_turns_stay_right(seller: Actor) -> None:
    for name in ("Ria", "Sam"):
        colleague(seller, name, "rep")
    run(seller, find("assignment.update"), {"strategies": ["round_robin"]})
    ids, _ = bring(seller, 90)
    live_on()
    with open_session(seller) as session:
        found = session.scalars(select(Lead).where(col(Lead.id).in_(ids))).all()
        operations = session.scalars(select(col(StepLog.operation_id)).distinct()).all()
        told = session.execute(select(col(Event.name), func.count()).group_by(col(Event.name))).all()
    assert {lead.grade for lead in found} == {"A"}
    assert set(Counter(lead.owner_id for lead in found).values()) == {30}
    assert len(operations) == 2
    steps = run(seller, find("run.get"), {"id": runs(seller)[0].id}).value.steps
    assert [step.together for step in steps] == [90, 90]
    assert all(step.duration_ms >= 1 for step in steps)
    assert all(made.completed_at > made.started_at for made in runs(seller) if made.completed_at and made.started_at)
    assert {name: many for name, many in told if name.startswith("lead.")} == {
        "lead.created": 90,
        "lead.scored": 90,
        "lead.assigned": 90,
    }
    assert count(seller, LeadPoint) == 90 * len(run(seller, find("lead.points"), {"id": ids[0]}).value)
    assert {made.state for made in runs(seller)} == {"completed"}


def test_a_second_workflow_scores_and_gives_nothing_anew(seller: Actor) -> None:
    run(seller, gallery.use, {"name": "lead-management"})
    settle()
    lead = run(seller, leads.create, HOT).value
    live_on()
    with open_session(seller) as session:
        told = Counter(session.scalars(select(col(Event.name)).where(col(Event.record_id) == lead.id)))
    assert (told["lead.scored"], told["lead.assigned"], len(runs(seller))) == (1, 1, 2)


def test_in_a_set_one_that_fails_costs_one_run(seller: Actor) -> None:
    manual = {"triggerType": "manual", "triggerConfig": {"sample": {"it": "x"}}}
    scoring = publish(seller, {"steps": [{"type": "lead.score", "id": "s", "arguments": {"id": "{{ it }}"}}], **manual})
    ids, _ = bring(seller, 2)
    for id in (ids[0], new_id(), ids[1]):
        run(seller, find("run.start"), {"workflow_id": scoring, "context": {"it": str(id)}})
    advance()
    assert [one.state for one in runs(seller) if one.workflow_id == scoring] == ["completed", "failed", "completed"]


def test_an_edit_is_not_refused_for_what_the_workflow_wrote(seller: Actor) -> None:
    lead = run(seller, leads.create, HOT).value
    live_on()
    assert run(seller, leads.update, {"id": lead.id, "phone": "+493012345", "version": lead.version}).value.phone


def test_a_creation_is_undone_with_what_the_workflow_made_of_it(seller: Actor) -> None:
    ids, operation = bring(seller, 30)
    live_on()
    report = run(seller, undo, {"operation_id": operation}).value
    assert (report.kept_total, count(seller, Lead), count(seller, LeadPoint)) == (0, 0, 0)
    with open_session(seller) as session:
        undone = session.scalars(select(col(Event.operation_id)).where(col(Event.name) == "operation.undone")).one()
    assert undone
    run(seller, undo, {"operation_id": undone})
    assert now(seller, ids[0]).grade == "A"
    assert count(seller, LeadPoint)


def test_one_lead_of_a_set_or_an_import_goes_back_alone(seller: Actor) -> None:
    ids, imported = bring(seller, 3)
    live_on()
    with open_session(seller) as session:
        scored = select(col(Event.operation_id)).where(col(Event.name) == "lead.scored", col(Event.record_id) == ids[0])
        scoring = session.scalars(scored).one()
    points = count(seller, LeadPoint) // 3
    run(seller, undo, {"operation_id": scoring, "only_table": "lead", "only_id": ids[0]})
    assert [now(seller, id).grade for id in ids] == [None, "A", "A"]
    assert all(now(seller, id).owner_id for id in ids)
    assert count(seller, LeadPoint) == 2 * points
    report = run(seller, undo, {"operation_id": imported, "only_table": "lead", "only_id": ids[1]}).value
    assert (report.kept_total, count(seller, Lead), count(seller, LeadPoint)) == (0, 2, points)


def test_what_people_did_since_still_counts(seller: Actor) -> None:
    ids, operation = bring(seller, 3)
    live_on()
    run(seller, leads.update, {"id": ids[0], "city": "Bonn"})
    run(seller, tasks.create, {"title": "Call", "lead_id": ids[1]})
    report = run(seller, undo, {"operation_id": operation}).value
    assert (report.kept_total, count(seller, Lead)) == (2, 2)


def test_the_run_of_a_deleted_lead_leaves_quietly(seller: Actor) -> None:
    steps: list[dict[str, Any]] = [
        {"type": "wait", "duration": "1d"},
        {"type": "task.create", "arguments": {"title": "Call {{ lead.name }}", "lead_id": "{{ lead.id }}"}},
    ]
    publish(seller, {"steps": steps, "triggerConfig": {"event": "lead.created"}})
    lead = run(seller, leads.create, HOT).value
    live_on()
    run(seller, lead_moves.assign, {"ids": [lead.id], "owner_id": None})
    run(seller, leads.delete, {"ids": [lead.id]})
    settle()
    waiting = next(one for one in runs(seller) if one.state == "asleep")
    assert waiting.due_at
    advance(waiting.due_at)
    with open_session(seller) as session:
        left = session.scalars(select(Execution).where(col(Execution.id) == waiting.id)).one()
    assert (left.status, left.state, left.reason) == ("completed", "left", "left: the record is gone")


def test_the_installed_one_does_not_count_as_taken_from_the_gallery(seller: Actor) -> None:
    def taken() -> list[UUID]:
        return run(seller, gallery.get, {"name": "lead-management"}).value.workflow_ids

    assert taken() == []
    with pytest.raises(Conflict):
        run(seller, gallery.try_, {"name": "lead-management"})
    mine = run(seller, gallery.use, {"name": "lead-management"}).value
    assert taken() == [mine.id]
    assert run(seller, gallery.try_, {"name": "lead-management"}).value.workflow_id == mine.id
