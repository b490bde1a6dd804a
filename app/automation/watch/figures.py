"""What the runs and logs of a workflow say about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.automation.definition import Definition, walk
from app.automation.models import Execution, StepLog
from app.automation.watch.rows import StepHealth
from app.core.db import Session


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Runs of a workflow by their end, and how long they took (seconds)."""

    runs: int
    completed: int
    failed: int
    running: int
    median: float | None
    p95: float | None


def of_runs(session: Session, workflow_id: UUID, since: datetime) -> RunFigures:
    """The runs that began since then."""
    took = func.extract("epoch", col(Execution.completed_at) - col(Execution.started_at))
    ended = col(Execution.status) == "completed"
    counted = select(
        func.count(),
        func.count().filter(ended),
        func.count().filter(col(Execution.status) == "failed", col(Execution.state) != "cancelled"),
        func.count().filter(col(Execution.status).in_(("pending", "running"))),
        func.percentile_cont(0.5).within_group(took).filter(ended),
        func.percentile_cont(0.95).within_group(took).filter(ended),
    ).where(col(Execution.workflow_id) == workflow_id, col(Execution.created_at) >= since)
    row = session.execute(counted).one()
    return RunFigures(row[0], row[1], row[2], row[3], _float(row[4]), _float(row[5]))


def of_steps(
    session: Session, workflow_id: UUID, definition: Definition, since: datetime, runs: int
) -> list[StepHealth]:
    """The steps of a definition in their order, each with what the log says."""
    mine = (col(StepLog.workflow_id) == workflow_id, col(StepLog.created_at) >= since, col(StepLog.reused).is_(False))
    ms = col(StepLog.duration_ms)
    tally = select(
        col(StepLog.step_id),
        func.count(),
        func.count().filter(col(StepLog.status) == "failed"),
        func.percentile_cont(0.5).within_group(ms),
        func.percentile_cont(0.95).within_group(ms),
        func.count(col(StepLog.execution_id).distinct()),
    ).where(*mine)
    found = {row[0]: row for row in session.execute(tally.group_by(col(StepLog.step_id)))}
    ways = _ways(session, mine)
    return [
        _step(step.id, step.title, step.type, found.get(step.id), runs, ways.get(step.id, {}))
        for _, step in walk(definition.steps)
    ]


def _ways(session: Session, mine: tuple[Any, ...]) -> dict[str, dict[str, int]]:
    way = col(StepLog.output)["way"].astext
    counted = select(col(StepLog.step_id), way, func.count()).where(
        *mine, col(StepLog.step_type).in_(("condition", "branch", "waitForEvent", "approval"))
    )
    found: dict[str, dict[str, int]] = {}
    for step_id, name, count in session.execute(counted.group_by(col(StepLog.step_id), way)):
        found.setdefault(step_id, {})[name or "event"] = count
    return found


def _step(step_id: str, name: str, kind: str, row: Any, runs: int, ways: dict[str, int]) -> StepHealth:
    if row is None:
        return StepHealth(step_id, name, kind, 0, 0, 0.0, 0.0, 0.0, 0, 0.0, ways)
    _, times, failed, median, p95, in_runs = row
    reached = min(in_runs / runs, 1.0) if runs else 0.0
    return StepHealth(
        step_id, name, kind, times, failed, failed / times, float(median), float(p95), in_runs, reached, ways
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
