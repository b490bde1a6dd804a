"""The definition of a list."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, Table

from app.core.db import TenantRow
from app.core.rules import FieldSpec, Kind

R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a list.

    `sort` is an expression that is never null and leads an index (tenant_id, sort, id); without it nobody can sort by
    the column. `joined` columns come from another table, are read after the page is cut, and are filtered by their id.
    """

    expression: Any
    kind: Kind = "text"
    title: str = ""
    sort: Any = None
    filterable: bool = True
    choices: tuple[str, ...] = ()
    joined: bool = False

    @property
    def sortable(self) -> bool:
        """Whether the list can be ordered by this column."""
        return self.sort is not None


@dataclass(frozen=True, eq=False)
class Join:
    """Another table whose row `table.id` is named by the column `by` of the listed table."""

    table: Any
    by: str


@dataclass(frozen=True, eq=False)
class Listing(Generic[R]):
    """A list of the rows of one table as `row` dataclasses, whose fields name columns of the list in any order.

    `noun` is what people read in messages ("contact").
    """

    noun: str
    model: type[TenantRow]
    row: type[R]
    columns: Mapping[str, Column]
    joins: tuple[Join, ...] = ()

    @cached_property
    def table(self) -> Table:
        """The table listed."""
        return self.model.metadata.tables[self.model.__tablename__]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that a row is built from, in the order of its fields."""
        row = cast(Any, self.row)  # every row is a dataclass
        return tuple(field.name for field in fields(row) if field.init)

    @cached_property
    def specs(self) -> dict[str, FieldSpec]:
        """The columns that a condition may name."""
        return {
            name: FieldSpec(column.kind, column.expression, column.title or None)
            for name, column in self.columns.items()
            if column.filterable and not column.joined
        }

    def sortable(self) -> list[str]:
        """The names of the columns that the list can be ordered by."""
        return [name for name, column in self.columns.items() if column.sortable]

    def key(self, name: str) -> ColumnElement[Any]:
        """The expression by which the list is ordered when it is sorted by `name`."""
        return self.columns[name].sort
