"""Columns that a trigger works out follow whatever the row says."""

from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlmodel import SQLModel, col

from app.core.actor import Actor
from app.core.db import open_session, owner_engine
from app.core.db.derive import EXPRESSION, SOURCES, is_derived
from app.core.db.tenancy import guarded_tables
from app.core.settings import Settings
from app.crm.models import Company

TABLES = [table.name for table in guarded_tables() if any(is_derived(column) for column in table.columns)]


def test_keys_and_words_follow_inserts_and_updates(owner: Actor) -> None:
    with open_session(owner) as session:
        session.execute(insert(Company).values(name="Zoë Ölmühle", revenue="12.50", search="'forged'", name_key="a"))
        assert _keys(session) == ("zoe olmuhle", 1250, -1, "'olmuhle':2 'zoe':1")
        session.execute(update(Company).values(name="Ann", employees=3, city="Łódź"))
        assert _keys(session) == ("ann", 1250, 3, "'ann':1 'łodz':2")


def _keys(session: Any) -> tuple[Any, ...]:
    keys = (col(Company.name_key), col(Company.revenue_key), col(Company.employees_key), col(Company.search))
    return tuple(session.execute(select(*keys)).one())


@pytest.mark.parametrize("name", TABLES)
def test_every_table_with_such_columns_has_its_triggers(house: Settings, name: str) -> None:
    with owner_engine().connect() as connection:
        assert _triggers(connection, name) == {"derive_insert", "derive_update"}


def _triggers(connection: Connection, name: str) -> set[str]:
    found = text("select tgname from pg_trigger where tgrelid = to_regclass(:name) and tgname like 'derive%'")
    return set(connection.execute(found, {"name": name}).scalars())


@pytest.mark.parametrize("name", TABLES)
def test_an_expression_names_the_columns_that_it_depends_on(name: str) -> None:
    for column in filter(is_derived, SQLModel.metadata.tables[name].columns):
        for source in column.info[SOURCES]:
            assert f"new.{source}" in column.info[EXPRESSION]
