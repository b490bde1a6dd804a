"""Reviewed SQL templates, filled with quoted identifiers and literals only."""

from importlib import resources
from typing import Any, LiteralString, cast

from psycopg import sql
from sqlalchemy import Connection


def template(package: str, name: str) -> LiteralString:
    """The text of the SQL file `name` beside the module `package`."""
    return cast(LiteralString, resources.files(package).joinpath(name).read_text())


def execute(connection: Connection, text: LiteralString, **parts: sql.Composable) -> None:
    """Run one template with its `{parts}` filled in by psycopg's own composition."""
    raw = cast(Any, connection.connection.driver_connection)
    raw.execute(sql.SQL(text).format(**parts))
