"""The triggers that write the history: one function a table, its columns named, made anew after each migration.

Naming the columns costs about a tenth of comparing whole rows as jsonb. A nested loop over the transition tables is
switched off in the functions, because their plan is kept and a plan made for one row must serve a million.
"""

from collections.abc import Sequence
from typing import Any, LiteralString, cast

from psycopg import sql
from sqlalchemy import Connection, text

from app.core.db.ddl import execute, template
from app.core.history.tables import Kept, kept_tables

PACKAGE = "app.core.history"
PREFIX = "history_"
# A function of PostgreSQL takes a hundred arguments at most.
MOST_ARGUMENTS = 80

FOUND = text(
    "select p.proname, p.prosrc, (select count(*) from pg_trigger t where t.tgfoid = p.oid and t.tgenabled = 'O')"
    " from pg_proc p where p.proname like 'history\\_%' and p.pronamespace = 'public'::regnamespace"
)


def regenerate(connection: Connection) -> None:
    """Put function and triggers on every table under history and remove left-over ones; `connection` is the owner's."""
    execute(connection, template(PACKAGE, "key.sql"))
    kept = kept_tables()
    for table in kept.values():
        parts = {"function": _function(table.name), "table": sql.Identifier(table.name), "body": _body(table)}
        execute(connection, template(PACKAGE, "function.sql"), **parts)
    for name in _found(connection).keys() - {PREFIX + name for name in kept}:
        execute(connection, "drop function {function}() cascade", function=sql.Identifier(name))


def check(connection: Connection) -> list[str]:
    """What is missing or stale, one sentence a table; empty where every write is caught as it should be."""
    found, kept = _found(connection), kept_tables()
    faults: list[str] = []
    for table in kept.values():
        source, triggers = found.get(PREFIX + table.name, ("", 0))
        if not source:
            faults.append(f"{table.name}: no history function")
        elif source != _text(_source(table), connection):
            faults.append(f"{table.name}: its history function is stale")
        elif triggers != 3:
            faults.append(f"{table.name}: {triggers} of 3 history triggers")
    left = found.keys() - {PREFIX + name for name in kept}
    return faults + [f"{name}: left over" for name in sorted(left)]


def _found(connection: Connection) -> dict[str, tuple[str, int]]:
    return {name: (source, triggers) for name, source, triggers in connection.execute(FOUND)}


def _function(name: str) -> sql.Identifier:
    return sql.Identifier(PREFIX + name)


def _text(part: sql.Composable, connection: Connection) -> str:
    return part.as_string(cast(Any, connection.connection.driver_connection))


def _body(table: Kept) -> sql.Composable:
    return sql.SQL("{}").format(_Quoted(_source(table)))


class _Quoted(sql.Composable):
    """A function body as one literal."""

    def as_bytes(self, context: Any = None) -> bytes:
        return sql.Literal(self._obj.as_string(context)).as_bytes(context)


def _source(table: Kept) -> sql.Composed:
    return sql.SQL(template(PACKAGE, "body.sql")).format(
        name=sql.Literal(table.name),
        image=_image(table.columns),
        before=_differences(table.watched, "o"),
        after=_differences(table.watched, "n"),
        changed=_changed(table.watched),
    )


def _image(columns: Sequence[str]) -> sql.Composable:
    named = sql.SQL(", ").join([sql.SQL("o.{}").format(sql.Identifier(name)) for name in columns])
    return sql.SQL("(select to_jsonb(image) from (select {}) image)").format(named)


def _differences(columns: Sequence[str], side: LiteralString) -> sql.Composable:
    case = sql.SQL(
        "case when o.{c} is distinct from n.{c} then {key} || coalesce(to_json({side}.{c})::text, 'null') end"
    )
    cases = [
        case.format(c=sql.Identifier(name), key=sql.Literal(f',"{name}":'), side=sql.SQL(side)) for name in columns
    ]
    concat = sql.SQL("concat({})")
    return sql.SQL(", ").join([concat.format(part) for part in _chunks(cases, MOST_ARGUMENTS)])


def _changed(columns: Sequence[str]) -> sql.Composable:
    test = sql.SQL("o.{c} is distinct from n.{c}")
    return sql.SQL(" or ").join([test.format(c=sql.Identifier(name)) for name in columns] or [sql.SQL("false")])


def _chunks(parts: Sequence[sql.Composable], size: int) -> list[sql.Composed]:
    return [sql.SQL(", ").join(parts[at : at + size]) for at in range(0, len(parts), size)]
