"""Whether a run may begin now: so many at once and so many in a time, in all and per record."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.automation.definition import Definition, Settings
from app.automation.engine.claim import Run
from app.automation.engine.flow import Progress
from app.automation.models import Execution, RunState, Signal, Status
from app.core.db import Session
from app.core.ids import new_id

PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
SOON = timedelta(seconds=1)
GO = "go"


def bounds_of(definition: Definition) -> Settings:
    """The settings of a workflow; one with a clock whose times wait for each other runs once at a time."""
    settings = definition.settings
    if definition.trigger_type == "schedule" and settings.schedule.overlap == "wait":
        return settings.model_copy(update={"concurrency": 1})
    return settings


def limited(settings: Settings) -> bool:
    """Whether any bound stands on the runs of a workflow."""
    given = (settings.concurrency, settings.concurrency_per_record, settings.rate, settings.rate_per_record)
    return any(value is not None for value in given)


@dataclass
class Admission:
    """The runs let in by one pass; a workflow with bounds is counted by one pass at a time."""

    session: Session
    now: datetime
    held: dict[UUID, bool] = field(default_factory=dict[UUID, bool])
    begun: Counter[tuple[UUID, UUID | None]] = field(default_factory=Counter[tuple[UUID, UUID | None]])

    def ask(self, run: Run, settings: Settings) -> Progress | None:
        """None where the run may begin, else what it waits for."""
        if not limited(settings):
            return None
        if not self._hold(run.workflow_id):
            return Progress(
                RunState.QUEUED, self.now + SOON, "waiting because others of this workflow are let in just now"
            )
        refusal = self._full(run, settings) or self._fast(run, settings)
        if refusal is None:
            self.begun[(run.workflow_id, None)] += 1
            self.begun[(run.workflow_id, run.subject_id)] += run.subject_id is not None
        return refusal

    def _hold(self, workflow_id: UUID) -> bool:
        if workflow_id not in self.held:
            lock = select(func.pg_try_advisory_xact_lock(workflow_id.int & (2**63 - 1)))
            self.held[workflow_id] = bool(self.session.scalar(lock))
        return self.held[workflow_id]

    def _full(self, run: Run, settings: Settings) -> Progress | None:
        bounds = (
            (settings.concurrency, None, "this workflow"),
            (settings.concurrency_per_record, run.subject_id, "this record"),
        )
        for most, subject, whose in bounds:
            if most is None or (whose == "this record" and subject is None):
                continue
            under_way = self._count(run.workflow_id, subject, col(Execution.status) == Status.RUNNING)
            if under_way >= most:
                return Progress(
                    RunState.QUEUED, None, f"waiting because {under_way} of {most} runs of {whose} are under way"
                )
        return None

    def _fast(self, run: Run, settings: Settings) -> Progress | None:
        for rate, subject, whose in (
            (settings.rate, None, "this workflow"),
            (settings.rate_per_record, run.subject_id, "this record"),
        ):
            if rate is None or (whose == "this record" and subject is None):
                continue
            most, _, unit = rate.partition("/")
            since = self.now - timedelta(seconds=PERIODS[unit])
            if self._count(run.workflow_id, subject, col(Execution.started_at) > since) >= int(most):
                why = f"waiting because {most} runs of {whose} in a {unit} are the most"
                return Progress(RunState.QUEUED, self._free(run.workflow_id, subject, since, int(most), unit), why)
        return None

    def _count(self, workflow_id: UUID, subject: UUID | None, condition: Any) -> int:
        counted = select(func.count()).where(col(Execution.workflow_id) == workflow_id, condition)
        if subject is not None:
            counted = counted.where(col(Execution.subject_id) == subject)
        return (self.session.scalar(counted) or 0) + self.begun[(workflow_id, subject)]

    def _free(self, workflow_id: UUID, subject: UUID | None, since: datetime, most: int, unit: str) -> datetime:
        """When the earliest of the last `most` runs leaves the window."""
        begun = select(col(Execution.started_at)).where(
            col(Execution.workflow_id) == workflow_id, col(Execution.started_at) > since
        )
        if subject is not None:
            begun = begun.where(col(Execution.subject_id) == subject)
        earliest = self.session.scalar(begun.order_by(col(Execution.started_at).desc()).offset(most - 1).limit(1))
        length = timedelta(seconds=PERIODS[unit])
        return max((earliest or self.now) + length, self.now + SOON)


def release(session: Session, workflow_id: UUID, many: int) -> list[dict[str, Any]]:
    """Signals to the runs of a workflow that have waited longest for a place."""
    queued = select(col(Execution.id), col(Execution.tenant_id)).where(
        col(Execution.workflow_id) == workflow_id, col(Execution.state) == RunState.QUEUED.value
    )
    found = session.execute(queued.order_by(col(Execution.id)).limit(many)).all()
    return [
        {"id": new_id(), "tenant_id": tenant_id, "execution_id": run_id, "path": "", "kind": GO, "payload": {}}
        for run_id, tenant_id in found
    ]


def sweep(session: Session) -> int:
    """Tell the longest waiting runs of every workflow to ask again, in case nobody did; for a house session."""
    waiting = select(col(Execution.workflow_id)).where(
        col(Execution.state) == RunState.QUEUED.value, col(Execution.due_at).is_(None)
    )
    signals = [
        signal for (workflow_id,) in session.execute(waiting.distinct()) for signal in release(session, workflow_id, 20)
    ]
    session.add_all([Signal(**signal) for signal in signals])
    return len(signals)
