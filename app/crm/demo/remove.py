"""Removing the sample company without a trace: its records, and all that history and events hold of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, text, update
from sqlmodel import SQLModel, col

from app.accounts.models import Tenant
from app.core import events
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.history import Operation
from app.core.history.erase import erase
from app.crm.bulk import Bulk
from app.crm.models import Note, Rota


@action("sample.remove", permission=Permission.SETTINGS_WRITE, effect=Effect.DESTRUCTIVE, title="Remove sample data")
def remove(session: Session, actor: Actor) -> Bulk:
    """Delete every sample record and what is known of it; your own records stay. This cannot be undone."""
    session.execute(text("set constraints all deferred"))
    gone = {table.name: _delete(session, table) for table in _tables()}
    every = [row_id for ids in gone.values() for row_id in ids]
    gone["note"] += _ids(session, delete(Note).where(col(Note.subject_id).in_(every)).returning(col(Note.id)))
    session.execute(delete(Rota).where(col(Rota.id).in_(gone["member"])))
    session.execute(text("set constraints all immediate"))
    for name, ids in gone.items():
        erase(session, name, ids)
        events.touch(session, name)
    session.execute(delete(Operation).where(col(Operation.action) == "sample.load"))
    session.execute(update(Tenant).where(col(Tenant.id) == actor.tenant_id).values(sample_loaded_at=None))
    return Bulk(len(every))


def _tables() -> list[Table]:
    """Tables with sample rows, those that refer to others first."""
    return [table for table in reversed(SQLModel.metadata.sorted_tables) if "sample" in table.columns]


def _delete(session: Session, table: Table) -> list[UUID]:
    return _ids(session, delete(table).where(table.c.sample).returning(table.c.id))


def _ids(session: Session, statement: Any) -> list[UUID]:
    return list(session.scalars(statement))
