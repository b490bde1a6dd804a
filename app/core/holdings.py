"""What the house holds of one person: each feature adds what it keeps, and an export of the person takes all of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from app.core.access import Permission
from app.core.db import Session

Held = dict[str, Any]
# They say nothing of the person, or are worked out from the other columns.
HOUSE = {"tenant_id", "version", "search"}


@dataclass(frozen=True, slots=True)
class Person:
    """The record of a person: its table ("contact", "lead", "member"), id, name, addresses in lower case.

    `records` are all records that are this person, by table: a lead that became the contact is one of them.
    """

    table: str
    id: UUID
    name: str
    emails: frozenset[str] = frozenset()
    records: dict[str, frozenset[UUID]] = field(default_factory=dict[str, frozenset[UUID]])

    def ids(self, table: str) -> frozenset[UUID]:
        """The ids of the records of that table that are this person."""
        return self.records.get(table, frozenset())


Collect = Callable[[Session, Person], Iterable[Held]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One sort of what is held: its name is that of its file; whoever lacks `permission` gets it left out."""

    name: str
    title: str
    permission: Permission
    collect: Collect


_holdings: dict[str, Holding] = {}


def holding(name: str, title: str, permission: Permission) -> Callable[[Collect], Collect]:
    """Register the function below as what gives the rows of `name` ("notes") that are held of a person."""

    def register(collect: Collect) -> Collect:
        if name in _holdings:
            raise ValueError(f"Two holdings are called {name}.")
        _holdings[name] = Holding(name, title, permission, collect)
        return collect

    return register


def holdings() -> list[Holding]:
    """All that may be held, by name."""
    return [_holdings[name] for name in sorted(_holdings)]


def plain_rows(session: Session, table: Table, *conditions: Any, without: Iterable[str] = ()) -> list[Held]:
    """The rows of a table that meet the conditions, oldest first, without columns of the house, keys to sort by and
    `without`."""
    left_out = {*HOUSE, *without}
    columns = [column for column in table.columns if column.name not in left_out and not column.name.endswith("_key")]
    found = session.execute(select(*columns).where(*conditions).order_by(table.c.created_at, table.c.id))
    return [dict(row) for row in found.mappings()]
