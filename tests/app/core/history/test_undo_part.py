"""Undo of what an operation did to one of its records, while the rest of it stands."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from app import features as features
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import Session, open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.history import actions as history
from app.core.history.rows import Item, OperationRow
from app.core.history.undo import Report
from app.core.ids import new_id
from app.crm.models import Company, Contact, Lead, LeadPoint, Task
from tests.factories.edits import operate
from tests.factories.people import colleague

A, B, C = "Acme", "Bolt", "Cask"


def made(owner: Actor) -> dict[str, UUID]:
    ids = {name: new_id() for name in (A, B, C)}
    rows = [{"id": id, "name": name, "city": "Bonn"} for name, id in ids.items()]
    operate(owner, lambda session: session.execute(insert(Company), rows))
    return ids


def moved(owner: Actor, city: str = "Kiel") -> UUID:
    return operate(owner, lambda session: session.execute(update(Company).values(city=city)))


def undo(actor: Actor, operation: UUID, only: UUID | None = None, table: str = "company") -> UUID:
    alone = {"only_table": table, "only_id": only} if only else {}
    done = run(actor, history.undo, {"operation_id": operation, **alone})
    assert done.operation_id
    return done.operation_id


def cities(owner: Actor) -> dict[str, str | None]:
    with open_session(owner) as session:
        return {name: city for name, city in session.execute(select(col(Company.name), col(Company.city)))}


def told(owner: Actor, operation: UUID) -> OperationRow:
    return run(owner, history.get, {"id": operation}).value.operation


def moments(owner: Actor, id: UUID, table: str = "company") -> dict[UUID | None, Item]:
    found = run(owner, history.record_timeline, {"table": table, "id": id}).value.items
    return {item.operation_id: item for item in found if item.kind == "change"}


def test_one_record_goes_back_alone_and_the_rest_later(owner: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    assert moments(owner, ids[A])[edit].together
    undo(owner, edit, ids[A])
    assert cities(owner) == {A: "Bonn", B: "Kiel", C: "Kiel"}
    assert (told(owner, edit).undone_by_id, told(owner, edit).undoable, told(owner, edit).singly) == (None, True, 1)
    assert edit not in moments(owner, ids[A])
    assert edit in moments(owner, ids[B])
    whole = undo(owner, edit)
    assert cities(owner) == dict.fromkeys((A, B, C), "Bonn")
    assert told(owner, whole).report == {"restored": 2, "kept_total": 0, "kept": []}
    undo(owner, whole)
    assert cities(owner) == {A: "Bonn", B: "Kiel", C: "Kiel"}


def test_the_redo_of_a_part_makes_the_whole_whole_again(owner: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    undo(owner, undo(owner, edit, ids[A]))
    assert cities(owner) == dict.fromkeys((A, B, C), "Kiel")
    assert told(owner, edit).singly == 0
    undo(owner, edit)
    assert cities(owner) == dict.fromkeys((A, B, C), "Bonn")


def test_once_each_record_is_back_the_operation_counts_as_undone(owner: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    parts = [undo(owner, edit, id) for id in ids.values()]
    assert (told(owner, edit).undone_by_id, told(owner, edit).undoable) == (parts[2], False)
    with pytest.raises(Conflict, match="already"):
        undo(owner, edit)
    undo(owner, parts[2])
    assert told(owner, edit).undone_by_id is None
    assert cities(owner) == {A: "Bonn", B: "Bonn", C: "Kiel"}


def test_twice_for_the_same_record_is_refused(owner: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    undo(owner, edit, ids[A])
    with pytest.raises(Conflict, match="already"):
        undo(owner, edit, ids[A])
    with pytest.raises(Conflict, match="as a whole"):
        undo(owner, edit, new_id())
    with pytest.raises(Invalid):
        run(owner, history.undo, {"operation_id": edit, "only_table": "company"})


def test_a_later_edit_of_the_record_is_kept(owner: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    mate = colleague(owner, "Luis", "admin")
    operate(mate, lambda session: session.execute(update(Company).where(col(Company.id) == ids[A]).values(city="Ulm")))
    done = run(owner, history.undo, {"operation_id": edit, "only_table": "company", "only_id": ids[A]})
    assert isinstance(done.value, Report)
    assert (done.value.restored, done.value.kept_total) == (0, 1)
    assert (told(owner, edit).singly, edit in moments(owner, ids[A])) == (0, True)
    assert cities(owner) == {A: "Ulm", B: "Kiel", C: "Kiel"}


def test_what_hangs_on_a_record_goes_with_it_and_other_records_stay(owner: Actor) -> None:
    ids, leads = made(owner), [new_id(), new_id()]

    def work(session: Session) -> None:
        session.execute(insert(Lead), [{"id": id, "name": f"Lead {id}"} for id in leads])
        session.execute(insert(LeadPoint), [_point(id) for id in leads])
        session.execute(insert(Task), [{"title": "Call", "lead_id": id} for id in leads])
        people = [{"name": name, "company_id": ids[A]} for name in ("Ana", "Ben")]
        session.execute(insert(Contact), people)
        session.execute(update(Company).values(city="Kiel"))

    edit = operate(owner, work)
    undo(owner, edit, leads[0], "lead")
    undo(owner, edit, ids[A])
    with open_session(owner) as session:
        assert session.scalars(select(col(Lead.id))).all() == [leads[1]]
        assert session.scalars(select(col(LeadPoint.lead_id))).all() == [leads[1]]
        assert session.scalars(select(col(Task.lead_id))).all() == [leads[1]]
        assert len(session.scalars(select(col(Contact.id))).all()) == 2
    assert cities(owner) == {A: "Bonn", B: "Kiel", C: "Kiel"}
    assert told(owner, edit).singly == 2


def _point(lead_id: UUID) -> dict[str, Any]:
    return {"lead_id": lead_id, "rule": "size", "kind": "fit", "points": 5, "reason": "Big"}


def test_a_merge_is_taken_back_as_a_whole_only(owner: Actor) -> None:
    ids = made(owner)

    def merge(session: Session) -> None:
        session.execute(update(Company).where(col(Company.id) == ids[A]).values(city="Kiel"))
        session.execute(delete(Company).where(col(Company.id).in_([ids[B], ids[C]])))

    edit = operate(owner, merge)
    assert not moments(owner, ids[A])[edit].together
    with pytest.raises(Conflict, match="as a whole"):
        undo(owner, edit, ids[A])


def test_rights_are_those_of_the_whole(owner: Actor, viewer: Actor, other: Actor) -> None:
    ids, edit = made(owner), moved(owner)
    with pytest.raises(Refused):
        undo(viewer, edit, ids[A])
    with pytest.raises(NotFound):
        undo(other, edit, ids[A])
    assert cities(owner) == dict.fromkeys((A, B, C), "Kiel")
