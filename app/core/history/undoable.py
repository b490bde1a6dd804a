"""Which of many operations somebody may undo, found out at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core.actions.registry import Action, find
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.history.models import Operation
from app.core.history.rows import OperationFacts
from app.core.history.undo import rights
from app.core.history.undo.chain import UNDO


def undoable(session: Session, actor: Actor, found: Sequence[OperationFacts | Operation]) -> set[UUID]:
    """The ids of those operations that stand and that the actor may take back."""
    standing = [operation for operation in found if operation.undone_by_id is None]
    roots = {operation.root_id for operation in standing if operation.root_id}
    query = select(col(Operation.id), col(Operation.action)).where(col(Operation.id).in_(roots))
    actions = {id: action for id, action in session.execute(query)} if roots else {}
    return {
        operation.id
        for operation in standing
        if rights.may(
            actor, operation.member_id, _known(actions.get(operation.root_id or operation.id, operation.action))
        )
    }


def _known(name: str) -> Action[..., Any] | None:
    try:
        return None if name == UNDO else find(name)
    except NotFound:
        return None
