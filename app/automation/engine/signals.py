"""Telling a run what it waits for."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation.engine.starting import rouse
from app.automation.models import Execution, Signal
from app.core.db import Session
from app.core.effects import Effect, on_settled


def tell(session: Session, run_id: UUID, key: str, kind: str, payload: dict[str, Any]) -> None:
    """Leave a signal for the step of that key; the run reads it in its next pass."""
    session.add(Signal(execution_id=run_id, path=key, kind=kind, payload=payload))
    session.flush()
    rouse(session)


@on_settled
def settled(session: Session, effect: Effect) -> None:
    """Tell the run that waits for a mail or call how it ended."""
    if effect.waiter is None or not effect.waiter.startswith("run:"):
        return
    _, run_id, key = effect.waiter.split(":", 2)
    found = session.scalars(select(col(Execution.tenant_id)).where(col(Execution.id) == UUID(run_id))).first()
    if found is None:
        return
    payload = {"key": key, "state": effect.state, "answer": effect.answer, "error": effect.error_message}
    session.add(
        Signal(
            tenant_id=found,
            execution_id=UUID(run_id),
            path=key.partition("@")[0],
            kind="settled",
            payload=payload,
        )
    )
    session.flush()
    rouse(session)
