"""The history's doors: take an operation back, read the audit, read what became of a record."""

from uuid import UUID

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.history import undo as undoing


@action("operation.undo", permission=Permission.HISTORY_READ, effect=Effect.WRITE, title="Undo")
def undo(session: Session, actor: Actor, operation_id: UUID) -> undoing.Report:
    """Take an operation back as far as nothing later stands on it, and tell what was kept and why.

    Everybody may undo what they did themselves where they still may do it; to undo what others did needs the right
    history:undo as well. To redo, undo the undo.
    """
    return undoing.undo(session, actor, operation_id)
