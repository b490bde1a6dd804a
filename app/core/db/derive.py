"""Columns that a trigger works out from others of the same row: keys to sort by, words to search.

Generated columns would say the same, but PostgreSQL reads their expressions anew for every statement on a table whose
updates are watched by statement, also for those by which a reference falls empty: 15 µs a deleted row and reference.
"""

from collections.abc import Sequence
from typing import Any, LiteralString, cast

from psycopg import sql
from sqlalchemy import Column, Connection, Table

from app.core.db.ddl import execute, template

EXPRESSION, SOURCES = "derived", "sources"


def derived(kind: Any, expression: str, *sources: str) -> Any:
    """A column that always holds `expression` (SQL) of the columns `sources`, which it calls `new.<column>`."""
    return Column(kind, nullable=True, info={EXPRESSION: expression, SOURCES: sources})


def is_derived(column: Column[Any]) -> bool:
    """Whether a trigger fills this column."""
    return EXPRESSION in column.info


def apply(connection: Connection, table: Table) -> None:
    """Put the triggers on a table that has such columns; `connection` is the owner's."""
    columns = [column for column in table.columns if is_derived(column)]
    if not columns:
        return
    sources = sorted({name for column in columns for name in column.info[SOURCES]})
    parts = {
        "table": sql.Identifier(table.name),
        "function": sql.Identifier(f"derive_{table.name}"),
        "assignments": sql.SQL("\n").join([_assigned(column) for column in columns]),
        "changed": _changed(sources),
    }
    execute(connection, template("app.core.db", "derive.sql"), **parts)
    # A database of an earlier day has them as generated columns; their values stay.
    drop = "alter table {table} alter column {column} drop expression if exists"
    for column in columns:
        execute(connection, drop, table=parts["table"], column=sql.Identifier(column.name))


def _assigned(column: Column[Any]) -> sql.Composable:
    # The expressions stand in the code of the models; nothing of them is data.
    expression = cast(LiteralString, column.info[EXPRESSION].replace("{", "{{").replace("}", "}}"))
    return sql.SQL("  new.{} := {};").format(sql.Identifier(column.name), sql.SQL(expression).format())


def _changed(sources: Sequence[str]) -> sql.Composable:
    test = sql.SQL("old.{c} is distinct from new.{c}")
    return sql.SQL(" or ").join([test.format(c=sql.Identifier(name)) for name in sources])
