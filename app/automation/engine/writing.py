"""Writing what a pass brought: all its lines in one statement, all its runs in another."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import TextClause, insert, text

from app.automation.engine.claim import Run
from app.automation.engine.flow import Line, Progress
from app.automation.models import RunState, Signal, Status, Wait
from app.core.db import Session
from app.core.ids import new_id


@dataclass
class Outcome:
    """What became of one run in this pass."""

    run: Run
    progress: Progress
    cursor: dict[str, Any]
    now: datetime

    @property
    def status(self) -> Status:
        """The word of the wire for the state."""
        match self.progress.state:
            case RunState.COMPLETED | RunState.STOPPED | RunState.LEFT:
                return Status.COMPLETED
            case RunState.FAILED | RunState.CANCELLED:
                return Status.FAILED
            case RunState.QUEUED:
                return Status.PENDING
            case _:
                return Status.RUNNING if self.run.started_at or self.cursor else Status.PENDING


@dataclass
class Gathered:
    """What is to be written beside the runs themselves."""

    outcomes: list[Outcome] = field(default_factory=list[Outcome])
    waits: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    signals: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def signal(self, tenant_id: UUID, run_id: UUID, path: str, kind: str, payload: dict[str, Any]) -> None:
        """Tell another run something, in the same commit."""
        values = {"tenant_id": tenant_id, "execution_id": run_id, "path": path, "kind": kind, "payload": payload}
        self.signals.append({"id": new_id(), **values})


@cache
def _statement(name: str) -> TextClause:
    return text(resources.files("app.automation.engine").joinpath(name).read_text())


def write(session: Session, gathered: Gathered, lasted: timedelta = timedelta(0)) -> None:
    """Write all of a pass that has lasted so long; RuntimeError where a run is no longer as it was when taken."""
    outcomes = gathered.outcomes
    lines = [_line(outcome.run, line) for outcome in outcomes for line in outcome.progress.lines]
    if lines:
        session.execute(_statement("lines.sql"), {"lines": to_json(lines).decode()})
    if gathered.waits:
        session.execute(insert(Wait), gathered.waits)
    if gathered.signals:
        session.execute(insert(Signal), gathered.signals)
    if outcomes:
        rows = [_row(outcome, lasted) for outcome in outcomes]
        done: Any = session.execute(_statement("runs.sql"), {"runs": to_json(rows).decode()})
        if done.rowcount != len(rows):
            raise RuntimeError("A run was changed while it was held; this pass is dropped.")


def _row(outcome: Outcome, lasted: timedelta) -> dict[str, Any]:
    run, progress = outcome.run, outcome.progress
    idle = progress.state is RunState.QUEUED
    return {
        "id": run.id,
        "was": run.state,
        "status": outcome.status,
        "state": progress.state,
        "started_at": run.started_at if idle else run.started_at or outcome.now,
        "completed_at": outcome.now + lasted if progress.over else None,
        "due_at": None if progress.over else progress.due,
        "cursor": outcome.cursor,
        "reason": progress.reason,
        "error_message": progress.error,
        "steps_done": run.steps_done + len(progress.lines),
    }


def _line(run: Run, line: Line) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tenant_id": run.tenant_id,
        "execution_id": run.id,
        "workflow_id": run.workflow_id,
        "step_index": line.index,
        "step_id": line.step_id,
        "path": line.key,
        "step_type": line.step_type,
        "step_name": line.step_name,
        "status": line.status,
        "input": line.input,
        "output": line.output,
        "error_message": line.error,
        "duration_ms": line.duration_ms,
        "attempts": line.attempts,
        "reused": line.reused,
        "operation_id": line.operation_id,
        "created_at": line.began,
    }
