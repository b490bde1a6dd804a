"""The chain of undo and redo behind an operation."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from app.core.actions.registry import Action, find
from app.core.db import Session
from app.core.errors import NotFound
from app.core.history.models import Operation
from app.core.history.names import Record

UNDO = "operation.undo"


def at(session: Session, operation_id: UUID | None) -> Operation | None:
    """The operation of that id in the tenant of this transaction, or None."""
    return session.get(Operation, (session.info["actor"].tenant_id, operation_id)) if operation_id else None


def root_action(session: Session, operation: Operation) -> Action[..., Any] | None:
    """The action that began the chain; None where it no longer exists."""
    root = at(session, operation.root_id) or operation
    try:
        return None if root.action == UNDO else find(root.action)
    except NotFound:
        return None


def left_over(session: Session, operation: Operation) -> bool:
    """Whether the undo of this operation had to keep something, so that another try may bring more."""
    undone_by = at(session, operation.undone_by_id)
    return bool(undone_by and undone_by.report and undone_by.report.get("kept_total"))


def note(
    session: Session, undone: Operation, restored: int, report: dict[str, Any], only: Record | None = None
) -> None:
    """Write down which operation this one undoes and what it brought; all along the chain done becomes undone.

    Where it undoes an operation for `only` one record, that operation stands as before.
    """
    this: UUID = session.info["operation_id"]
    link = {"undoes_id": undone.id, "root_id": undone.root_id or undone.id, "report": report}
    if only is not None:
        _set(session, this, only_table=only[0], only_id=only[1], **link)
        return
    _set(session, this, **link)
    by: UUID | None = this
    link_of: Operation | None = undone
    while restored and link_of:
        _set(session, link_of.id, undone_by_id=by, undone_at=datetime.now(UTC) if by else None)
        if link_of.only_id is not None:
            _reopen(session, link_of)
            return
        by, link_of = (None if by else link_of.id), at(session, link_of.undoes_id)


def taken_back(session: Session, operation_id: UUID | None) -> bool:
    """Whether a job's operation was taken back meanwhile; an undo at the same moment waits for this transaction."""
    mine = col(Operation.id) == operation_id
    session.execute(select(col(Operation.id)).where(mine).with_for_update(read=True)).one()
    # An undo that found nothing written yet leaves no mark at what it undid, but stands itself.
    undo = select(col(Operation.id)).where(
        col(Operation.undoes_id) == operation_id,
        col(Operation.id) > operation_id,
        col(Operation.undone_by_id).is_(None),
        col(Operation.only_id).is_(None),
    )
    return session.execute(undo.limit(1)).first() is not None


def close(session: Session, operation: Operation) -> None:
    """Note that this act has undone the last that was left of an operation."""
    _set(session, operation.id, undone_by_id=session.info["operation_id"], undone_at=datetime.now(UTC))


def _reopen(session: Session, part: Operation) -> None:
    """What was closed by this part stands again, now that the part itself is undone."""
    closed = update(Operation).where(col(Operation.id) == part.undoes_id, col(Operation.undone_by_id) == part.id)
    session.execute(closed.values(undone_by_id=None, undone_at=None))


def _set(session: Session, operation_id: UUID, **values: Any) -> None:
    session.execute(update(Operation).where(col(Operation.id) == operation_id).values(**values))
