"""What every record of the CRM goes through: made, found, changed."""

from collections.abc import Mapping, Sequence, Set
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts import allowances
from app.core import events
from app.core.actor import Actor, Kind
from app.core.db import OwnedRow, Session
from app.core.errors import Conflict, NotFound
from app.core.history import Change, Operation
from app.crm.models import Company, Contact, Deal, Lead

T = TypeVar("T", bound=OwnedRow)
SAME_OPERATION = and_(col(Operation.tenant_id) == Change.tenant_id, col(Operation.id) == Change.operation_id)
# What counts against the number of records that an organisation may have.
LIMITED = (Company, Contact, Deal, Lead)
allowances.counts(*LIMITED)
# Kept up to date by the house; no edit of a person clashes with them.
QUIET = {"active_at", "first_contact", "last_contact", "rank", "score", "grade"}


def with_owner(actor: Actor, details: Mapping[str, Any]) -> dict[str, Any]:
    """The details, with the one who acts as owner where nobody is named."""
    return {"owner_id": actor.member_id, **details}


def add(session: Session, row: T, **payload: Any) -> T:
    """Write a new record and tell of it ("contact.created"); raises Conflict where no more fit."""
    if isinstance(row, LIMITED):
        allowances.check_records(session)
    session.add(row)
    session.flush()
    events.record(session, f"{row.__tablename__}.created", row, **payload)
    return row


def load(session: Session, model: type[T], row_id: UUID) -> T:
    """The record, locked until the end of the transaction; raises NotFound."""
    found = session.scalars(select(model).where(col(model.id) == row_id).with_for_update(key_share=True)).first()
    if found is None:
        raise gone(model)
    return found


def load_many(session: Session, model: type[T], row_ids: Sequence[UUID]) -> dict[UUID, T]:
    """Those of the records that are there, as they are now, by id and locked as `load` does it."""
    wanted = select(model).where(col(model.id).in_(row_ids)).order_by(col(model.id)).with_for_update(key_share=True)
    found = session.scalars(wanted.execution_options(populate_existing=True))
    return {row.id: row for row in found}


def gone(model: type[OwnedRow]) -> NotFound:
    """What is said where a record is not there."""
    return NotFound(f"There is no such {model.__tablename__} (any more).")


def seen(session: Session, model: type[T], row_id: UUID, version: int | None, fields: Set[str] | None = None) -> T:
    """The record as `load` gives it; raises Conflict where it has moved on since `version`, which was seen.

    What the house has changed since counts only where it is among `fields`, those to be edited.
    """
    row = load(session, model, row_id)
    if version is not None and row.version != version:
        refuse_overtaken(session, row, version, fields)
    return row


def change(session: Session, model: type[T], row_id: UUID, version: int | None, values: Mapping[str, Any]) -> T:
    """Give the record the values that differ and tell of it ("contact.updated").

    Raises NotFound, and Conflict where `version` is given and the record has moved on since.
    """
    row = seen(session, model, row_id, version, values.keys())
    if changed := assign(session, row, values):
        events.record(session, f"{row.__tablename__}.updated", row, fields=changed)
    return row


def assign(session: Session, row: OwnedRow, values: Mapping[str, Any]) -> list[str]:
    """Set the values that differ, write them, and return their names."""
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        session.flush()
    return changed


def refuse_overtaken(session: Session, row: OwnedRow, version: int, fields: Set[str] | None = None) -> None:
    """Raise Conflict, saying who has changed what since `version`, unless it is nothing that people edit.

    With `fields` given, what the house has changed counts only where it is among them.
    """
    later = session.execute(
        select(col(Operation.actor_name), col(Change.after), col(Operation.actor_kind) == Kind.JOB.value)
        .select_from(Change)
        .outerjoin(Operation, SAME_OPERATION)
        .where(col(Change.tbl) == row.__tablename__, col(Change.row_id) == row.id, col(Change.kind) == "U")
        .order_by(col(Change.seq).desc())
        .limit(min(max(row.version - version, 1), 50))
    ).all()
    told = [
        (who or "Somebody", set(after or {}) - QUIET if fields is None or not house else set(after or {}) & fields)
        for who, after, house in later
    ]
    who = ", ".join(dict.fromkeys(name for name, fields in told if fields))
    what = ", ".join(sorted({field.replace("_", " ") for _, fields in told for field in fields}))
    if what or not later:
        raise Conflict(
            f"{who or 'Somebody'} changed {what or 'this'} after you opened it. Your edit was not saved; "
            "look at the new values and try again."
        )


def remove(session: Session, model: type[T], row_id: UUID) -> None:
    """Delete one record and tell of it ("stage.deleted"); raises NotFound."""
    row = load(session, model, row_id)
    events.record(session, f"{row.__tablename__}.deleted", row)
    session.delete(row)
    session.flush()
