"""Undo: what comes back, and what stays because something later stands on it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from app.core.access import Permission, Reach
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import Session, open_session
from app.core.errors import Conflict, NotFound, Refused
from app.core.events.models import Event
from app.core.history.actions import undo as undo_action
from app.core.history.models import Operation
from app.core.history.undo import Report
from app.core.history.undo import run as undo_run
from app.core.ids import new_id
from app.crm.models import Company, Contact, Lead, LeadPoint, Note
from tests.factories.edits import operate, send
from tests.factories.people import colleague


def undo(actor: Actor, operation: UUID) -> tuple[Report, UUID]:
    done = run(actor, undo_action, {"operation_id": operation})
    assert done.operation_id
    return done.value, done.operation_id


def make(**values: Any) -> Callable[[Session], Any]:
    return lambda session: session.execute(insert(Company).values(**values))


def change(**values: Any) -> Callable[[Session], Any]:
    return lambda session: session.execute(update(Company).values(**values))


def company(actor: Actor) -> Company:
    with open_session(actor) as session:
        return session.execute(select(Company)).scalar_one()


def count(actor: Actor, table: Any) -> int:
    with open_session(actor) as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_an_edit_goes_back_and_forth(owner: Actor) -> None:
    operate(owner, make(name="Acme", city="Bonn"))
    edit = operate(owner, change(city="Kiel", name="ACME"))
    report, undone = undo(owner, edit)
    assert report == Report(1)
    assert (company(owner).name, company(owner).city) == ("Acme", "Bonn")
    report, redone = undo(owner, undone)
    assert (company(owner).name, company(owner).city) == ("ACME", "Kiel")
    undo(owner, redone)
    assert company(owner).city == "Bonn"
    with open_session(owner) as session:
        state = {o.id: o.undone_by_id is not None for o in session.execute(select(Operation)).scalars()}
    assert (state[edit], state[undone], state[redone]) == (True, False, True)


def test_undone_twice_is_refused(owner: Actor) -> None:
    made = operate(owner, make(name="Acme"))
    undo(owner, made)
    assert count(owner, Company) == 0
    with pytest.raises(Conflict, match="already"):
        undo(owner, made)


def test_a_later_edit_blocks_its_column_alone(owner: Actor) -> None:
    mate = colleague(owner, "Luis", "admin")
    operate(owner, make(name="Acme", city="Bonn", sector="trade"))
    edit = operate(owner, change(city="Kiel", sector="craft"))
    operate(mate, change(sector="art"))
    report, _ = undo(owner, edit)
    assert (company(owner).city, company(owner).sector) == ("Bonn", "art")
    assert (report.restored, report.kept_total) == (1, 1)
    assert (report.kept[0].columns, report.kept[0].name) == (["sector"], "Acme")
    assert "by Luis on" in report.kept[0].reason


def test_a_value_that_came_back_by_anothers_hand_stays(owner: Actor) -> None:
    operate(owner, make(name="Acme", employees=100))
    edit = operate(owner, change(employees=5))
    operate(colleague(owner, role="admin"), change(employees=100))
    operate(colleague(owner, role="admin"), change(employees=5))
    report, _ = undo(owner, edit)
    assert (report.restored, company(owner).employees) == (0, 5)


def test_a_later_edit_that_was_undone_blocks_nothing(owner: Actor) -> None:
    operate(owner, make(name="Acme", employees=1))
    first = operate(owner, change(employees=2))
    second = operate(owner, change(employees=3))
    _, undone = undo(owner, second)
    _, redone = undo(owner, undone)
    assert undo(owner, first)[0].restored == 0
    undo(owner, redone)
    assert undo(owner, first)[0].restored == 1
    assert company(owner).employees == 1


def test_what_was_kept_may_be_undone_once_nothing_stands_on_it(owner: Actor) -> None:
    operate(owner, make(name="Acme", city="Bonn", sector="trade"))
    edit = operate(owner, change(city="Kiel", sector="craft"))
    later = operate(owner, change(sector="art"))
    undo(owner, edit)
    undo(owner, later)
    assert undo(owner, edit)[0] == Report(1)
    assert company(owner).sector == "trade"


def test_a_record_that_others_changed_is_not_deleted(owner: Actor) -> None:
    made = operate(owner, make(name="Acme"))
    operate(owner, change(city="Bonn"))
    report, _ = undo(owner, made)
    assert (report.restored, report.kept_total, count(owner, Company)) == (0, 1, 1)


def test_a_record_on_which_others_hang_is_not_deleted(owner: Actor) -> None:
    company_id = new_id()
    made = operate(owner, make(id=company_id, name="Acme"))
    operate(owner, lambda s: s.execute(insert(Contact).values(name="Ann", company_id=company_id)))
    report, _ = undo(owner, made)
    assert (report.restored, count(owner, Company)) == (0, 1)
    assert "refers to it" in report.kept[0].reason


def test_a_record_with_a_later_note_is_not_deleted(owner: Actor) -> None:
    company_id = new_id()
    made = operate(owner, make(id=company_id, name="Acme"))
    note = {"subject_table": "company", "subject_id": company_id, "body": "hello"}
    operate(owner, lambda s: s.execute(insert(Note).values(**note)))
    assert undo(owner, made)[0].restored == 0


def test_records_made_together_go_together(owner: Actor) -> None:
    def both(session: Session) -> None:
        parent, child = new_id(), new_id()
        session.execute(insert(Company).values(id=parent, name="Parent"))
        session.execute(insert(Company).values(id=child, name="Child", parent_id=parent))
        session.execute(update(Company).where(col(Company.id) == parent).values(parent_id=child))
        session.execute(insert(Contact).values(name="Ann", company_id=child))

    made = operate(owner, both)
    report, undone = undo(owner, made)
    assert (report, count(owner, Company), count(owner, Contact)) == (Report(3), 0, 0)
    assert undo(owner, undone)[0] == Report(3)
    with open_session(owner) as session:
        names = select(col(Company.name)).where(col(Company.parent_id).is_not(None))
        assert set(session.execute(names).scalars()) == {"Parent", "Child"}


def test_a_deletion_with_all_that_hung_on_it_comes_back(owner: Actor) -> None:
    lead_id, company_id = new_id(), new_id()

    def grow(session: Session) -> None:
        session.execute(insert(Company).values(id=company_id, name="Acme", tags=["a", 'b"c'], extra={"x": [1, None]}))
        session.execute(insert(Lead).values(id=lead_id, name="Ann", company_id=company_id, budget="12.50"))
        points = [{"lead_id": lead_id, "rule": "r", "kind": "k", "points": n, "reason": "because"} for n in range(5)]
        session.execute(insert(LeadPoint), points)

    operate(owner, grow)
    with open_session(owner) as session:
        before = [dict(row) for row in session.execute(select(Company.__table__)).mappings()]

    def fell(session: Session) -> None:
        session.execute(delete(Lead))
        session.execute(delete(Company))

    gone = operate(owner, fell)
    assert (count(owner, Lead), count(owner, LeadPoint), count(owner, Company)) == (0, 0, 0)
    report, _ = undo(owner, gone)
    assert (report, count(owner, LeadPoint)) == (Report(7), 5)
    with open_session(owner) as session:
        after = [dict(row) for row in session.execute(select(Company.__table__)).mappings()]
        lead = session.execute(select(Lead)).scalar_one()
    assert (str(lead.budget), lead.company_id) == ("12.50", company_id)
    for row in (*before, *after):
        del row["version"], row["updated_at"]
    assert after == before


def test_a_reference_to_what_is_gone_for_good_stays_empty(owner: Actor) -> None:
    company_id = new_id()
    operate(owner, make(id=company_id, name="Acme"))
    operate(owner, lambda s: s.execute(insert(Contact).values(name="Ann", company_id=company_id)))
    gone = operate(owner, lambda s: s.execute(delete(Contact)))
    operate(owner, lambda s: s.execute(delete(Company)))
    report, _ = undo(owner, gone)
    assert (report.restored, report.kept[0].columns) == (1, ["company_id"])
    with open_session(owner) as session:
        assert session.execute(select(Contact)).scalar_one().company_id is None


def test_a_record_without_its_parent_stays_deleted(owner: Actor) -> None:
    lead_id = new_id()
    operate(owner, lambda s: s.execute(insert(Lead).values(id=lead_id, name="Ann")))
    point = {"lead_id": lead_id, "rule": "r", "kind": "k", "points": 1, "reason": "because"}
    operate(owner, lambda s: s.execute(insert(LeadPoint).values(**point)))
    gone = operate(owner, lambda s: s.execute(delete(LeadPoint)))
    operate(owner, lambda s: s.execute(delete(Lead)))
    report, _ = undo(owner, gone)
    assert (report.restored, count(owner, LeadPoint)) == (0, 0)
    assert "belongs to" in report.kept[0].reason


def test_a_value_that_only_one_may_have_keeps_one_row_not_all(owner: Actor) -> None:
    rows = [{"name": f"Company {n}", "external_ref": f"r{n}"} for n in range(40)]
    operate(owner, lambda s: s.execute(insert(Company), rows))
    gone = operate(owner, lambda s: s.execute(delete(Company)))
    operate(owner, make(name="Newcomer", external_ref="r17"))
    report, _ = undo(owner, gone)
    assert (report.restored, report.kept_total, count(owner, Company)) == (39, 1, 40)
    assert "only one may have" in report.kept[0].reason


def test_twenty_thousand_imported_rows(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_run, "MOST_AT_ONCE", 50_000)
    rows = [{"name": f"Company {n}", "city": "Bonn"} for n in range(20_000)]
    made = operate(owner, lambda s: s.execute(insert(Company), rows))
    touched = operate(
        owner, lambda s: s.execute(update(Company).where(col(Company.name) < "Company 2").values(city="x"))
    )
    report, _ = undo(owner, made)
    with open_session(owner) as session:
        cities = session.execute(select(col(Company.city)).distinct()).scalars().all()
    assert (report.restored + report.kept_total, list(cities)) == (20_000, ["x"])
    assert len(report.kept) == 200
    assert undo(owner, touched)[0].restored == report.kept_total
    assert undo(owner, made)[0] == Report(report.kept_total)
    assert count(owner, Company) == 0


def test_a_write_outside_any_operation_blocks_too(owner: Actor) -> None:
    operate(owner, make(name="Acme", city="Bonn"))
    edit = operate(owner, change(city="Kiel"))
    with open_session(owner) as session:
        change(city="Ulm")(session)
    report, _ = undo(owner, edit)
    assert (report.restored, company(owner).city) == (0, "Ulm")
    assert "by Steward on" in report.kept[0].reason


def test_who_may_undo_what(owner: Actor, other: Actor, viewer: Actor) -> None:
    support = colleague(owner, "Sue", "support", frozenset({Permission.HISTORY_READ, Permission.COMPANIES_WRITE}))
    undoer = colleague(owner, "Uwe", "viewer", frozenset({Permission.HISTORY_READ, Permission.HISTORY_UNDO}))
    narrow = colleague(owner, "Ned", "rep", reach=Reach.OWN)
    made = operate(owner, make(name="Acme"))
    for stranger in (other, narrow):
        with pytest.raises(NotFound):
            undo(stranger, made)
    for colleague_without in (support, viewer, undoer):
        with pytest.raises(Refused):
            undo(colleague_without, made)
    assert undo(support, operate(support, change(city="Bonn")))[0].restored == 1
    assert undo(colleague(owner, "Ada", "admin"), made)[0].restored == 1


def test_what_left_the_house_is_not_called_back(owner: Actor) -> None:
    sent = operate(owner, make(name="Acme"), by=send)
    with pytest.raises(Conflict, match="left the house"):
        undo(owner, sent)
    assert count(owner, Company) == 1


def test_who_sees_only_own_records_may_take_back_a_gift(owner: Actor) -> None:
    rep = colleague(owner, "Rita", "rep", reach=Reach.OWN)
    mine = new_id()
    operate(rep, make(id=mine, name="Acme", owner_id=rep.member_id))
    deleted = operate(rep, lambda s: s.execute(delete(Company)))
    assert undo(rep, deleted)[0].restored == 1
    assert count(rep, Company) == 1


def test_an_undo_records_one_event_and_no_other(owner: Actor) -> None:
    made = operate(owner, make(name="Acme"))
    undo(owner, made)
    with open_session(owner) as session:
        events = session.execute(select(Event).where(col(Event.tenant_id) == owner.tenant_id)).scalars().all()
    assert [(e.name, e.record_table, e.record_id) for e in events] == [("operation.undone", "operation", made)]


def test_an_edit_that_is_under_way_is_waited_for_and_kept(owner: Actor) -> None:
    operate(owner, make(name="Acme", city="Bonn"))
    edit = operate(owner, change(city="Kiel"))
    with ThreadPoolExecutor(1) as pool:
        with open_session(owner) as session:
            change(city="Ulm")(session)
            pending = pool.submit(undo, owner, edit)
            with pytest.raises(TimeoutError):
                pending.result(timeout=0.5)
        report, _ = pending.result(timeout=20)
    assert (report.restored, company(owner).city) == (0, "Ulm")


def test_two_undos_at_once_undo_once(owner: Actor) -> None:
    made = operate(owner, make(name="Acme"))
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(undo, owner, made) for _ in range(2)]
    errors = [found for found in (each.exception() for each in tries) if found]
    assert [type(error) for error in errors] == [Conflict]
    assert count(owner, Company) == 0


def test_one_operation_over_several_transactions_is_undone_as_one(owner: Actor) -> None:
    started = operate(owner, make(name="Acme"))
    for city in ("Bonn", "Kiel"):
        with open_session(owner, started) as session:
            make(name="More", city=city)(session)
            change(city="Ulm")(session)
    assert undo(owner, started)[0] == Report(3)
    assert count(owner, Company) == 0
