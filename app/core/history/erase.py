"""Erasing what the history holds of records that must leave no trace."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import sql
from sqlalchemy import Connection, Uuid, cast, delete, func, make_url, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from app.core.db import Session
from app.core.db.ddl import execute, template
from app.core.events.models import Event
from app.core.settings import settings


def apply(connection: Connection) -> None:
    """Make the one function that may delete from the history, of its own tenant only; `connection` is the owner's."""
    role = sql.Identifier(make_url(settings().app_database_url or "").username or "")
    execute(connection, template("app.core.history", "erase.sql"), role=role)


def erase(session: Session, table: str, ids: Sequence[UUID]) -> None:
    """Delete all that history and events hold of these records; the records themselves must be gone already."""
    session.execute(select(func.erase_history(table, cast(list(ids), ARRAY(Uuid())))))
    session.execute(delete(Event).where(col(Event.record_table) == table, col(Event.record_id).in_(ids)))
