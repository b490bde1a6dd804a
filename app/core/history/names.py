"""The names of records, also of those that are gone."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import String, Table, cast, func, select
from sqlmodel import SQLModel, col

from app.core.db import Session
from app.core.history.models import Change
from app.core.history.subjects import subject_of

Record = tuple[str, UUID]
# Some records are named by a long text, such as a note by its body.
LONGEST = 80


def names_of(session: Session, records: Iterable[Record]) -> dict[Record, str]:
    """The name each record bears, or bore when it was deleted, by (table, id); unknown ones are left out."""
    wanted: dict[str, set[UUID]] = {}
    for table, row_id in records:
        wanted.setdefault(table, set()).add(row_id)
    found: dict[Record, str] = {}
    for name, ids in wanted.items():
        table, subject = SQLModel.metadata.tables.get(name), subject_of(name)
        label = subject.label_column if subject else "name"
        if table is not None and label in table.columns:
            found |= _living(session, table, label, ids)
            found |= _gone(session, name, label, ids - {row_id for _, row_id in found})
    return found


def _living(session: Session, table: Table, label: str, ids: set[UUID]) -> dict[Record, str]:
    query = select(table.c.id, cast(table.c[label], String)).where(table.c.id.in_(ids))
    return {(table.name, row_id): (name or "")[:LONGEST] for row_id, name in session.execute(query)}


def _gone(session: Session, table: str, label: str, ids: set[UUID]) -> dict[Record, str]:
    if not ids:
        return {}
    query = select(col(Change.row_id), func.max(col(Change.before)[label].astext)).where(
        col(Change.tbl) == table, col(Change.row_id).in_(ids), col(Change.kind) == "D"
    )
    rows = session.execute(query.group_by(col(Change.row_id)))
    return {(table, row_id): (name or "")[:LONGEST] for row_id, name in rows}
