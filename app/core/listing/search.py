"""Search: one function a table that names the tenant itself, because `@@` may not use its index below the policy."""

import re
import unicodedata

from psycopg import sql
from sqlalchemy import Connection, Table, make_url
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import SQLModel

from app.core.db.ddl import execute, template
from app.core.settings import settings

MOST_WORDS = 8


def searched_tables() -> list[Table]:
    """Every table with a column of words to search in."""
    tables = SQLModel.metadata.sorted_tables
    return [t for t in tables if "search" in t.columns and isinstance(t.c.search.type, TSVECTOR)]


def apply(connection: Connection) -> None:
    """Make the search function of every searched table anew; `connection` is the owner's."""
    role = sql.Identifier(make_url(settings().app_database_url or "").username or "")
    for table in searched_tables():
        execute(
            connection,
            template("app.core.listing", "search.sql"),
            name=sql.Identifier(f"search_{table.name}"),
            table=sql.Identifier(table.name),
            reach=_reach(table),
            role=role,
        )


def _reach(table: Table) -> sql.SQL:
    if "owner_id" not in table.columns:
        return sql.SQL("true")
    return sql.SQL(
        "(coalesce(current_setting('app.reach', true), '') <> 'own'"
        " or t.owner_id = (nullif(current_setting('app.member_id', true), ''))::uuid)"
    )


def words(text: str) -> str:
    """What `text` asks for, as a tsquery: each word or its beginning; empty where it holds no word.

    It cuts as the search columns do: without case, accents and signs.
    """
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))
    found = re.findall(r"[^\W_]+", plain)[:MOST_WORDS]
    return " & ".join(f"'{word}':*" for word in found)
