"""The reviewed SQL of undo, filled with quoted identifiers and literals, run inside the caller's transaction."""

from typing import Any, LiteralString, cast
from uuid import UUID

from psycopg import sql
from sqlalchemy import CursorResult

from app.core.db import Session
from app.core.db.ddl import template

PACKAGE = "app.core.history.undo"


def run(session: Session, statement: LiteralString, /, **parts: object) -> CursorResult[Any]:
    """Run `statement`.sql; parts that are no Composable become literals. The result is that of its first statement."""
    connection = session.connection()
    filled = {key: part if isinstance(part, sql.Composable) else sql.Literal(part) for key, part in parts.items()}
    text = sql.SQL(template(PACKAGE, f"{statement}.sql")).format(**filled)
    raw = cast(Any, connection.connection.driver_connection)
    return connection.exec_driver_sql(text.as_string(raw), execution_options={"no_parameters": True})


def named(table: str) -> dict[str, sql.Composable]:
    """The two forms in which a statement names a table: `{table}` and, as a text, `{name}`."""
    return {"table": sql.Identifier(table), "name": sql.Literal(table)}


def tenant_of(session: Session) -> UUID:
    """The tenant this transaction works for."""
    return cast(UUID, session.info["actor"].tenant_id)
