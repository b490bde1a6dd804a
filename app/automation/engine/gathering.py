"""Several events that make one run: the last of a flurry, or all of a while."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from app.automation.definition import Batch, span
from app.automation.engine.starting import About, rouse, start
from app.automation.models import Execution, RunState
from app.core.db import Session

NOW = func.clock_timestamp()
QUIET = {"synchronize_session": False}


def debounce(
    session: Session, workflow_id: UUID, version: int, pause: str, context: dict[str, Any], about: About
) -> None:
    """Begin when nothing more has come for this record for `pause`, with the last event."""
    due = NOW + span(pause)
    still = (
        col(Execution.workflow_id) == workflow_id,
        col(Execution.state) == RunState.DEBOUNCING.value,
        col(Execution.subject_id) == about.id,
    )
    moved = update(Execution).where(*still).values(due_at=due, context=context, event_id=about.event_id)
    if session.execute(moved.returning(col(Execution.id)), execution_options=QUIET).first() is None:
        _make(
            session,
            workflow_id,
            version,
            context,
            about,
            RunState.DEBOUNCING,
            span(pause),
            "waiting because more may come",
        )


def collect(
    session: Session, workflow_id: UUID, version: int, batch: Batch, context: dict[str, Any], about: About
) -> None:
    """Add the event to the run that is being filled; it begins when it is full or its time is over."""
    item = {name: held for name, held in context.items() if name != "trigger"}
    open_ = select(Execution).where(
        col(Execution.workflow_id) == workflow_id, col(Execution.state) == RunState.COLLECTING.value
    )
    filling = session.scalars(open_.limit(1).with_for_update()).first()
    if filling is None:
        began = {"trigger": context["trigger"], "items": [item]}
        why = "waiting because it gathers what comes in"
        _make(session, workflow_id, version, began, about, RunState.COLLECTING, span(batch.within), why)
        return
    filling.context = {**filling.context, "items": [*filling.context["items"], item]}
    if len(filling.context["items"]) >= batch.size:
        filling.state = RunState.READY.value
        filling.due_at = session.scalars(select(NOW)).one()
        rouse(session)
    session.flush()


def _make(
    session: Session,
    workflow_id: UUID,
    version: int,
    context: dict[str, Any],
    about: About,
    state: RunState,
    pause: timedelta,
    why: str,
) -> None:
    due = session.scalars(select(NOW)).one() + pause
    made = start(session, workflow_id, version, context, about, state=state, due=due)
    if made is not None:
        told = update(Execution).where(col(Execution.id) == made, col(Execution.state) == state.value)
        session.execute(told.values(reason=why), execution_options=QUIET)
