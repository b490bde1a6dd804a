"""What people do with runs: answer, cancel, pause, repeat, move, decide."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts.notifications.models import Notification
from app.automation import approvals, run_moves, run_replays, versions_actions, workflows
from app.automation import runs as run_actions
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict, Refused
from app.core.ids import new_id
from app.core.times import utc_now
from app.crm.models import Task
from tests.app.automation.living import advance, happen, letters, lines, over, path, publish, runs, settle
from tests.factories.people import colleague

ASK = {
    "type": "approval",
    "to": {"role": "manager"},
    "message": "Discount for {{ who }}?",
    "remindAfter": "1d",
    "escalateAfter": "2d",
    "escalateTo": {"role": "owner"},
    "timeout": "5d",
    "ifApproved": [{"type": "set", "values": {"answer": "yes"}}],
    "ifRejected": [{"type": "set", "values": {"answer": "no"}}],
}


def told(owner: Actor, member_id: UUID | None) -> list[str]:
    with open_session(owner) as session:
        mine = select(col(Notification.title)).where(col(Notification.member_id) == member_id)
        return list(session.scalars(mine.order_by(col(Notification.id))))


@pytest.mark.parametrize("yes", [True, False])
def test_an_approval_by_a_role(owner: Actor, yes: bool) -> None:
    manager = colleague(owner, "Mia Manager", "manager")
    clerk = colleague(owner, "Carl Clerk", "viewer")
    publish(owner, {"steps": [ASK]})
    happen(owner, "test.begun", {"who": "Ann"})
    advance()
    (made,) = runs(owner)
    assert made.state == "approval"
    (asked,) = run(manager, approvals.list_, {}).value
    assert (asked.message, asked.mine, asked.to) == ("Discount for Ann?", True, "manager")
    with pytest.raises(Refused):
        run(clerk, approvals.answer, {"id": asked.id, "approved": True})
    run(manager, approvals.answer, {"id": asked.id, "approved": yes, "note": "fine"})
    with pytest.raises(Conflict):
        run(manager, approvals.answer, {"id": asked.id, "approved": True})
    advance()
    (made,) = runs(owner)
    assert (made.state, made.cursor["vars"]) == ("completed", {"answer": "yes" if yes else "no"})
    assert told(owner, manager.member_id) == ["Approval wanted: Discount for Ann?"]


def test_nobody_answers(owner: Actor) -> None:
    manager = colleague(owner, "Mia Manager", "manager")
    publish(owner, {"steps": [ASK]})
    happen(owner, "test.begun", {"who": "Ann"})
    moments = list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=6)))
    (made,) = runs(owner)
    assert (made.state, made.cursor["vars"]) == ("completed", {"answer": "no"})
    assert len(moments) >= 4
    asked = "Discount for Ann?"
    assert told(owner, manager.member_id) == [f"Approval wanted: {asked}", f"Approval still wanted: {asked}"]
    assert told(owner, owner.member_id) == ["Approval passed on to you: Discount for Ann?"]


def test_a_cancelled_run_does_no_more(owner: Actor) -> None:
    publish(owner, {"steps": [{"type": "wait", "duration": "1h"}, {"type": "task.create", "title": "No"}]})
    happen(owner, "test.begun")
    advance()
    (made,) = runs(owner)
    assert run(owner, run_actions.cancel, {"ids": [made.id]}).value == 1
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    assert (runs(owner)[0].state, path(owner)) == ("cancelled", [])


def test_a_paused_workflow_holds_its_runs_and_begins_none(owner: Actor) -> None:
    flow = publish(owner, {"steps": [{"type": "wait", "duration": "1h"}, {"type": "set", "values": {"done": True}}]})
    happen(owner, "test.begun")
    advance()
    run(owner, versions_actions.pause, {"id": flow})
    happen(owner, "test.begun")
    advance(utc_now() + timedelta(hours=2))
    assert [made.state for made in runs(owner)] == ["paused"]
    run(owner, versions_actions.resume, {"id": flow})
    settle()
    advance(utc_now() + timedelta(hours=2))
    assert [made.state for made in runs(owner)] == ["completed"]


def test_replay_takes_over_what_cost_money(owner: Actor) -> None:
    mail = {"type": "sendEmail", "template": "welcome", "to": "{{ user.email }}"}
    steps = [
        mail,
        {"type": "task.create", "title": "First for {{ user.name }}"},
        {"type": "loop", "items": "names", "as": "n", "steps": [{"type": "task.create", "title": "Call {{ n }}"}]},
        {**mail, "to": "boss@example.com"},
    ]
    publish(owner, {"steps": steps})
    payload = {"names": ["a", "b"], "user": {"name": "Ann", "email": "ann@example.com"}}
    happen(owner, "test.begun", payload)
    advance()
    (made,) = runs(owner)
    assert made.state == "completed", made.error_message
    given = {"ids": [made.id], "from_step": "loop-1#1", "context": {"names": ["a", "z"]}}
    (again,) = run(owner, run_replays.replay, given).value
    advance()
    assert again.replayed_from == made.id
    assert [(line.path, line.reused) for line in lines(owner, again.id)] == [
        ("sendEmail-1", True),
        ("task_create-1", True),
        ("task_create-2#0", True),
        ("task_create-2#1", False),
        ("loop-1", False),
        ("sendEmail-2", True),
    ]
    assert len(letters(owner)) == 2
    with open_session(owner) as session:
        titles = list(session.scalars(select(col(Task.title)).order_by(col(Task.id))))
    assert titles == ["First for Ann", "Call a", "Call b", "Call z"]


def test_many_are_repeated_each_from_where_it_failed(owner: Actor) -> None:
    steps = [
        {"type": "task.create", "id": "first", "title": "First for {{ n }}"},
        {"type": "task.update", "id": "second", "arguments": {"id": "{{ it }}", "title": "Done {{ n }}"}},
    ]
    sample = {"n": 1, "it": "x"}
    flow = publish(owner, {"steps": steps, "triggerConfig": {"event": "test.begun", "sample": sample}})
    for n in (1, 2):
        happen(owner, "test.begun", {"n": n, "it": str(new_id())}, subject=f"thing:{n}")
    advance()
    failed = runs(owner)
    assert [made.state for made in failed] == ["failed", "failed"]
    task = run(owner, find("task.create"), {"title": "Mine"}).value
    given = {
        "ids": [made.id for made in failed],
        "from_failed": True,
        "context": {"it": str(task.id)},
        "version": "new",
    }
    again = run(owner, run_replays.replay, given).value
    advance()
    for made in again:
        taken = [(line.path, line.reused, line.status) for line in lines(owner, made.id)]
        assert taken == [("first", True, "completed"), ("second", False, "completed")]
    assert {made.workflow_id for made in again} == {flow}


def test_waiting_runs_move_after_a_look(owner: Actor) -> None:
    wait = {"type": "wait", "duration": "1h", "id": "pause"}
    old = {"type": "set", "values": {"by": "old"}, "id": "old"}
    flow = publish(owner, {"steps": [wait, old]})
    happen(owner, "test.begun")
    advance()
    new: list[dict[str, Any]] = [
        {"type": "set", "values": {}, "id": "before"},
        wait,
        {"type": "set", "values": {"by": "new"}, "id": "new"},
    ]
    run(owner, workflows.save, {"id": flow, "steps": new})
    run(owner, versions_actions.publish, {"id": flow})
    (row,) = run(owner, run_moves.move, {"workflow_id": flow}).value
    assert (row.possible, row.gone, row.added, row.skipped, row.moved) == (True, ["old"], ["new"], ["before"], False)
    assert runs(owner)[0].workflow_version == 1
    run(owner, run_moves.move, {"workflow_id": flow, "dry_run": False})
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    assert runs(owner)[0].cursor["vars"] == {"by": "new"}
    happen(owner, "test.begun")
    advance()
    run(owner, workflows.save, {"id": flow, "steps": new[2:]})
    run(owner, versions_actions.publish, {"id": flow})
    (row,) = run(owner, run_moves.move, {"workflow_id": flow, "dry_run": False}).value
    assert (row.possible, row.moved) == (False, False)
    assert "pause" in (row.problem or "")


@pytest.mark.parametrize("heard", [True, False])
def test_a_wait_that_is_over_is_not_waited_for_again(owner: Actor, heard: bool) -> None:
    wait = {"type": "waitForEvent", "id": "ear", "event": "test.answered", "timeout": "1d"}
    publish(owner, {"steps": [wait, {"type": "set", "id": "end", "values": {}}]})
    happen(owner, "test.begun", {}, subject="order:1")
    advance()
    if heard:
        happen(owner, "test.answered", {}, subject="order:1")
    advance(utc_now() + timedelta(days=2))
    (made,) = runs(owner)
    assert path(owner) == [("ear", "completed"), ("end", "completed")]
    (again,) = run(owner, run_replays.replay, {"ids": [made.id], "from_step": "end"}).value
    advance()
    assert [(line.path, line.reused) for line in lines(owner, again.id)] == [("ear", True), ("end", False)]
