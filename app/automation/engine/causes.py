"""What lies behind events: whether an undo brought them, and how many workflows started each other up to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.automation.models import Execution, StepLog
from app.core.db import Session
from app.core.events import Event
from app.core.history import Operation


@dataclass(frozen=True, slots=True)
class Cause:
    """What is known of the operation behind an event."""

    by_undo: bool = False
    depth: int = 0


def causes_of(session: Session, events: Sequence[Event]) -> dict[UUID | None, Cause]:
    """The causes of these events by their operations, asked for all at once."""
    operations = {event.operation_id for event in events if event.operation_id}
    found: dict[UUID | None, Cause] = {None: Cause()}
    if not operations:
        return found
    undoes = select(col(Operation.id)).where(col(Operation.id).in_(operations), col(Operation.undoes_id).is_not(None))
    undone = set(session.scalars(undoes))
    deepest = (
        select(col(StepLog.operation_id), func.max(col(Execution.depth)))
        .join(Execution, col(StepLog.execution_id) == col(Execution.id))
        .where(col(StepLog.operation_id).in_(operations))
        .group_by(col(StepLog.operation_id))
    )
    depths = {id: depth + 1 for id, depth in session.execute(deepest)}
    return found | {id: Cause(id in undone, depths.get(id, 0)) for id in operations}
