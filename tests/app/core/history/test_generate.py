"""What the triggers catch, however it is written."""

from typing import cast

import psycopg
import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import open_session, owner_engine
from app.core.history.generate import check
from app.core.history.models import Change
from app.core.ids import new_id
from app.crm.models import Company

COMPANIES = col(Change.tbl) == "company"


def changes(actor: Actor) -> list[Change]:
    with open_session(actor) as session:
        return list(session.execute(select(Change).where(COMPANIES).order_by(col(Change.seq))).scalars())


def test_every_table_is_watched_by_the_function_of_today(house: object) -> None:
    with owner_engine().begin() as connection:
        assert check(connection) == []


def test_check_tells_stale_and_missing_functions(house: object) -> None:
    with owner_engine().connect() as connection:
        connection.execute(text("drop trigger history_update on company"))
        connection.execute(text("drop function history_contact() cascade"))
        faults = check(connection)
        connection.rollback()
    assert faults == ["company: 2 of 3 history triggers", "contact: no history function"]


def test_insert_update_delete(owner: Actor) -> None:
    with open_session(owner) as session:
        company = Company(name="Acme", city="Bonn")
        session.add(company)
        session.flush()
        company.city, company.phone = None, '+49 "30"\\'
        session.flush()
        session.delete(company)
    made, changed, gone = changes(owner)
    assert (made.kind, made.before, made.after, made.operation_id) == ("I", None, None, None)
    assert changed.before == {"city": "Bonn", "phone": None}
    assert changed.after == {"city": None, "phone": '+49 "30"\\'}
    assert gone.kind == "D"
    assert gone.before is not None
    assert (gone.before["name"], gone.before["version"]) == ("Acme", 2)
    assert "search" not in gone.before


def test_an_update_that_changes_nothing_leaves_no_trace(owner: Actor) -> None:
    with open_session(owner) as session:
        session.execute(insert(Company).values(name="Acme"))
        session.execute(update(Company).values(name="Acme"))
    assert [change.kind for change in changes(owner)] == ["I"]


def test_bulk_statements_and_copy_are_caught(owner: Actor) -> None:
    # COPY is for the owner of the tables alone: PostgreSQL refuses it where a policy binds.
    with owner_engine().begin() as connection:
        raw = cast(psycopg.Connection, connection.connection.driver_connection)
        raw.execute("select set_config('app.tenant_id', %s, true)", [str(owner.tenant_id)])
        with raw.cursor().copy("copy company (id, name) from stdin") as copy:
            for _ in range(50):
                copy.write_row((new_id(), "Acme"))
    with open_session(owner) as session:
        session.execute(update(Company).values(sector="trade"))
        kinds = select(col(Change.kind), func.count()).where(COMPANIES).group_by(col(Change.kind))
        found = session.execute(kinds).all()
    assert {kind: count for kind, count in found} == {"I": 50, "U": 50}


def test_the_key_of_a_record_never_changes(owner: Actor) -> None:
    with open_session(owner) as session:
        session.execute(insert(Company).values(name="Acme"))
    with open_session(owner) as session, pytest.raises(IntegrityError, match="never changes"):
        session.execute(update(Company).values(id=new_id()))


def test_a_plan_made_for_one_row_serves_many(owner: Actor) -> None:
    with open_session(owner) as session:
        session.execute(insert(Company).values(name="first"))
        session.execute(update(Company).values(sector="one"))
        session.execute(insert(Company), [{"name": f"Company {n}"} for n in range(20_000)])
        session.execute(text("set local statement_timeout = '20s'"))
        session.execute(update(Company).values(sector="many"))
    with open_session(owner) as session:
        updates = select(func.count()).select_from(Change).where(col(Change.kind) == "U")
        assert session.execute(updates).scalar_one() == 20_002
