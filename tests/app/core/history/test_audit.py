"""The audit and the timeline: what was done, in words, to whom it may concern."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, update

from app import features
from app.core import events
from app.core.access import Permission, Reach
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.errors import Invalid, NotFound, Refused
from app.core.history import actions as history
from app.core.history.rows import Item, OperationDetails, OperationRow
from app.core.ids import new_id
from app.core.listing import ListQuery, Page
from app.core.rules import Rule, all_of
from app.crm import notes, tasks
from app.crm.models import Company, Contact, Lead
from tests.factories.edits import operate
from tests.factories.people import colleague


def audit(actor: Actor, **query: Any) -> Page[OperationRow]:
    return run(actor, history.list_, {"query": ListQuery(**query)}).value


def details(actor: Actor, id: UUID) -> OperationDetails:
    return run(actor, history.get, {"id": id}).value


def timeline(actor: Actor, id: UUID, **more: Any) -> Page[Item]:
    return run(actor, history.record_timeline, {"table": "company", "id": id, **more}).value


def test_an_operation_tells_who_did_what_to_which_record(owner: Actor) -> None:
    company = new_id()
    operate(owner, lambda s: s.execute(insert(Company).values(id=company, name="Acme", employees=5)))
    luis = colleague(owner, "Luis", "admin")
    owned = {"owner_id": luis.member_id, "phone": "+49 31", "city": "Bonn"}
    operation = operate(luis, lambda s: s.execute(update(Company).values(**owned)))
    row = audit(owner).items[0]
    assert (row.id, row.actor_name, row.summary, row.undoable) == (operation, "Luis", "Company Acme", True)
    (change,) = details(owner, operation).changes
    assert (change.name, change.href) == ("Acme", f"/companies/{company}")
    assert change.text == "changed city: empty → Bonn, phone: empty → +49 31, owner: empty → Luis"


def test_a_reference_to_a_deleted_record_is_shown_by_the_name_it_bore(owner: Actor) -> None:
    company = new_id()
    operate(owner, lambda s: s.execute(insert(Company).values(id=company, name="Acme")))
    operate(owner, lambda s: s.execute(insert(Contact).values(name="Ann", company_id=company)))
    operation = operate(owner, lambda s: s.execute(delete(Company)))
    shown = details(owner, operation)
    assert {(c.table, c.text) for c in shown.changes} == {
        ("contact", "changed company: Acme → empty"),
        ("company", "deleted"),
    }


def test_many_records_are_counted(owner: Actor) -> None:
    rows = [{"name": f"Company {n}"} for n in range(120)]
    operation = operate(owner, lambda s: s.execute(insert(Company), rows))
    assert audit(owner).items[0].summary == "Company: 120"
    first = details(owner, operation)
    rest = run(owner, history.get, {"id": operation, "cursor": first.next_cursor}).value
    assert (len(first.changes), len(rest.changes), rest.next_cursor) == (100, 20, None)


def test_filters_and_search(owner: Actor) -> None:
    luis = colleague(owner, "Luis", "admin")
    made = operate(owner, lambda s: s.execute(insert(Company).values(name="Acme")))
    lead = operate(luis, lambda s: s.execute(insert(Lead).values(name="Ann")))

    def filtered(field: str, operator: str, value: Any) -> list[UUID]:
        where = all_of(Rule(field=field, operator=operator, value=value))
        return [row.id for row in audit(owner, where=where.model_dump()).items]

    assert filtered("member_id", "equals", str(luis.member_id)) == [lead]
    assert filtered("touched", "contains", "company") == [made]
    assert filtered("action", "equals", "test.edit") == [lead, made]
    assert filtered("created_at", "less_than", "2020-01-01") == []
    assert [row.id for row in audit(owner, search="luis edit").items] == [lead]
    page = audit(owner, limit=1)
    assert [row.id for row in audit(owner, limit=1, cursor=page.next_cursor).items] == [made]


def test_what_one_may_not_read_is_not_shown(owner: Actor, other: Actor) -> None:
    operation = operate(owner, lambda s: s.execute(insert(Company).values(name="Acme")))
    blind = colleague(owner, "Bob", permissions=frozenset({Permission.HISTORY_READ}))
    shown = details(blind, operation)
    assert (shown.changes, shown.hidden, shown.operation.touched[0].name) == ([], 1, "")
    narrow = colleague(owner, "Ned", "rep", reach=Reach.OWN)
    assert audit(narrow).items == []
    assert audit(other).items == []
    for stranger in (other, narrow):
        with pytest.raises(NotFound):
            details(stranger, operation)
    with pytest.raises(Refused):
        details(colleague(owner, "Nil", permissions=frozenset()), operation)


def test_undoable_only_for_those_who_may(owner: Actor, viewer: Actor) -> None:
    operation = operate(owner, lambda s: s.execute(insert(Company).values(name="Acme")))
    assert [audit(who).items[0].undoable for who in (owner, viewer)] == [True, False]
    run(owner, history.undo, {"operation_id": operation})
    redo, undone = audit(owner).items
    assert (redo.undoes_id, redo.undoable, undone.undone_by_id, undone.undoable) == (operation, True, redo.id, False)
    assert redo.report is not None
    assert redo.report["restored"] == 1


def test_the_timeline_of_a_record(owner: Actor) -> None:
    company = new_id()
    operate(owner, lambda s: s.execute(insert(Company).values(id=company, name="Acme")))
    edit = operate(owner, lambda s: s.execute(update(Company).values(phone="+49 30")))
    operate(colleague(owner, "Luis", "admin"), lambda s: s.execute(update(Company).values(phone="+49 31")))

    def tell(session: Any) -> None:
        events.record(session, "company.scored", session.get(Company, (owner.tenant_id, company)), reason="grew")

    operate(owner, tell)
    items = timeline(owner, company).items
    assert [(i.icon, i.by, i.text) for i in items] == [
        ("score", "Olivia Owner", "grew"),
        ("edit", "Luis", "changed phone: +49 30 → +49 31"),
        ("edit", "Olivia Owner", "changed phone: empty → +49 30"),
        ("create", "Olivia Owner", "created"),
    ]
    assert items[2].operation_id == edit
    assert timeline(colleague(owner), company).items[2].operation_id is None
    paged: list[Item] = []
    cursor = None
    while True:
        page = timeline(owner, company, limit=1, cursor=cursor)
        paged += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert paged == items


def test_notes_and_tasks_stand_in_the_timeline(owner: Actor) -> None:
    company = new_id()
    operate(owner, lambda s: s.execute(insert(Company).values(id=company, name="Acme")))
    run(owner, notes.create, {"subject_table": "company", "subject_id": company, "body": "They called."})
    run(owner, tasks.create, {"title": "Call back", "company_id": company})
    assert [(i.kind, i.title, i.by) for i in timeline(owner, company).items if i.kind != "event"] == [
        ("task", "Call back", ""),
        ("note", "Note", "Olivia Owner"),
        ("change", "Edit test", "Olivia Owner"),
    ]
    few = frozenset({Permission.HISTORY_READ, Permission.COMPANIES_READ})
    assert [i.kind for i in timeline(colleague(owner, permissions=few), company).items] == ["change"]


def test_a_timeline_keeps_the_rights_of_its_table(owner: Actor, other: Actor) -> None:
    company = new_id()
    operate(owner, lambda s: s.execute(insert(Company).values(id=company, name="Acme")))
    blind = colleague(owner, "Bob", permissions=frozenset({Permission.HISTORY_READ}))
    with pytest.raises(Refused):
        timeline(blind, company)
    for stranger in (other, colleague(owner, "Ned", "rep", reach=Reach.OWN)):
        with pytest.raises(NotFound):
            timeline(stranger, company)
    with pytest.raises(NotFound):
        run(owner, history.record_timeline, {"table": "account", "id": company})
    for cursor in ("x", "2020-01-01|x", "|", "2020-01-01T00:00:00+00:00|"):
        with pytest.raises(Invalid):
            timeline(owner, company, cursor=cursor)


def test_times_are_those_of_the_reader(owner: Actor) -> None:
    lead = new_id()
    operate(owner, lambda s: s.execute(insert(Lead).values(id=lead, name="Ann")))
    values = {"assigned_at": "2026-07-01T22:30:00+00:00", "consent": True, "tags": ["a", "b"]}
    operation = operate(owner, lambda s: s.execute(update(Lead).values(**values)))
    berlin = replace(colleague(owner, "Bea", "admin"), zone="Europe/Berlin")
    text = details(berlin, operation).changes[0].text
    assert "assigned at: empty → 2026-07-02 00:30" in text
    assert "consent: no → yes" in text
    assert "tags: empty → a, b" in text


def test_every_door_finds_the_actions() -> None:
    for name in ("operation.undo", "operation.list", "operation.get", "record.timeline"):
        assert find(name).doc
    assert features.history is history


def test_a_timeline_begins_when_the_record_did_and_passes_over_what_only_follows(owner: Actor) -> None:
    lead, born = new_id(), datetime(2024, 3, 1, tzinfo=UTC)
    operate(owner, lambda s: s.execute(insert(Lead).values(id=lead, name="Ann", created_at=born)))
    operate(owner, lambda s: s.execute(update(Lead).values(last_contact=born)))
    operate(owner, lambda s: s.execute(update(Lead).values(last_contact=born + timedelta(1), city="Bonn")))
    gone = operate(owner, lambda s: s.execute(delete(Lead)))
    run(owner, history.undo, {"operation_id": gone})
    page = run(owner, history.record_timeline, {"table": "lead", "id": lead, "limit": 3}).value
    assert [item.text for item in page.items] == ["created", "deleted (undone since)", "changed city: empty → Bonn"]
    (first,) = run(
        owner, history.record_timeline, {"table": "lead", "id": lead, "cursor": page.next_cursor}
    ).value.items
    assert (first.text, first.at) == ("created", born)
    assert page.items[0].at > page.items[2].at
