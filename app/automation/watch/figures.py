"""What the runs and logs of a workflow say about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, union
from sqlmodel import col

from app.automation.definition import Definition, Step, walk
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
    ).where(*mine)
    found = {row[0]: row for row in session.execute(tally.group_by(col(StepLog.step_id)))}
    ways, came = _ways(session, mine), _came(session, workflow_id, since, mine)
    return [
        _step(step, found.get(step.id), came.get(step.id, 0), runs, ways.get(step.id, {}))
        for _, step in walk(definition.steps)
    ]


def _came(session: Session, workflow_id: UUID, since: datetime, mine: tuple[Any, ...]) -> dict[str, int]:
    """How many runs came to each step: those that took it, and those that stand at it now."""
    held = func.jsonb_object_keys(col(Execution.cursor)["open"]).column_valued("held", joins_implicitly=True)
    here = select(func.split_part(held, "#", 1).label("step_id"), col(Execution.id).label("run_id")).where(
        col(Execution.workflow_id) == workflow_id,
        col(Execution.created_at) >= since,
        col(Execution.status).in_(("pending", "running")),
    )
    through = select(col(StepLog.step_id).label("step_id"), col(StepLog.execution_id).label("run_id")).where(*mine)
    both = union(through, here).subquery()
    counted = select(both.c.step_id, func.count()).group_by(both.c.step_id)
    return {step_id: count for step_id, count in session.execute(counted)}


def _ways(session: Session, mine: tuple[Any, ...]) -> dict[str, dict[str, int]]:
    way = col(StepLog.output)["way"].astext
    counted = select(col(StepLog.step_id), way, func.count()).where(
        *mine, col(StepLog.step_type).in_(("condition", "branch", "waitForEvent", "approval"))
    )
    found: dict[str, dict[str, int]] = {}
    for step_id, name, count in session.execute(counted.group_by(col(StepLog.step_id), way)):
        found.setdefault(step_id, {})[name or "event"] = count
    return found


def _step(step: Step, row: Any, came: int, runs: int, ways: dict[str, int]) -> StepHealth:
    _, times, failed, median, p95 = row or (step.id, 0, 0, 0.0, 0.0)
    return StepHealth(
        step_id=step.id,
        step_name=step.title,
        step_type=step.type,
        times=times,
        failed=failed,
        failure_rate=failed / times if times else 0.0,
        median_ms=float(median),
        p95_ms=float(p95),
        runs=came,
        reached=min(came / runs, 1.0) if runs else 0.0,
        ways=ways,
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
