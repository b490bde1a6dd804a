"""Which tables the history keeps, read from their classes."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Column, ForeignKeyConstraint, Table
from sqlmodel import SQLModel

from app.core.db.derive import is_derived
from app.core.db.rows import Row
from app.core.db.tenancy import guarded_tables

KEY = frozenset({"tenant_id", "id"})
STAMPS = frozenset({"version", "updated_at", "created_at"})
MARKS = ("__history_skip__", "__history_quiet__")


@dataclass(frozen=True)
class Kept:
    """A table under history, the columns that its history never copies, and those that a timeline does not tell."""

    table: Table
    skipped: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @cached_property
    def columns(self) -> list[str]:
        """The columns of a whole image: all but derived and skipped ones."""
        return [c.name for c in self.table.columns if not is_derived(c) and c.name not in self.skipped]

    @property
    def watched(self) -> list[str]:
        """The columns whose change counts as a change of the record."""
        return [name for name in self.columns if name not in KEY | STAMPS]

    @property
    def secret(self) -> bool:
        """Whether a deleted row cannot come back, because a column that it needs was never copied."""
        return any(_needed(self.table.columns[name]) for name in self.skipped)

    @property
    def references(self) -> "list[Reference]":
        """The references from this table to records of the same tenant."""
        return [found for rule in self.table.foreign_key_constraints if (found := _reference(self.table, rule))]


@dataclass(frozen=True)
class Reference:
    """A composite reference (tenant_id, column) to another table.

    When their target goes, `loose` ones fall empty, and a row that is a `part` of it goes with it.
    """

    source: Table
    column: str
    target: Table
    loose: bool
    part: bool


def _needed(column: Column[object]) -> bool:
    return not column.nullable and column.server_default is None


def _reference(table: Table, rule: ForeignKeyConstraint) -> Reference | None:
    pairs = {element.parent.name: element.column.name for element in rule.elements}
    columns = [name for name, target in pairs.items() if target == "id" and pairs.get("tenant_id") == "tenant_id"]
    if len(columns) != 1:
        return None
    gone = (rule.ondelete or "").upper()
    return Reference(table, columns[0], rule.referred_table, gone.startswith("SET NULL"), gone == "CASCADE")


def _classes() -> dict[str, type[Row]]:
    found = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]  # pyright: ignore[reportPrivateUsage]
    return {str(cls.__tablename__): cls for cls in found if issubclass(cls, Row)}


def kept_tables() -> dict[str, Kept]:
    """Every table under history by name, parents before children."""
    classes = _classes()
    return {
        table.name: Kept(table, *(frozenset(getattr(classes[table.name], name, ())) for name in MARKS))
        for table in guarded_tables()
        if table.name in classes and classes[table.name].__history__
    }
