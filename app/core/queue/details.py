"""All that is told of one job."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.history.models import Operation
from app.core.queue.models import Job
from app.core.queue.records import JobLog
from app.core.queue.rows import JobRow, job_row
from app.core.said import Said

MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line that a job said."""

    at: datetime
    attempt: int
    level: str
    line: Said


@dataclass(frozen=True, slots=True)
class JobLink:
    """A record that a job touched: its table and id."""

    table: str
    id: UUID


@dataclass(frozen=True, slots=True)
class JobDetails(JobRow):
    """One job with its log, the records it touched, and for those who may steer jobs the trace of its last error.

    Where a setting is amiss, `setting` is its page instead of a trace.
    `asked_by` names who asked for it: a person, a key, a workflow; None where nobody did.
    """

    lines: list[LogLine]
    links: list[JobLink]
    traceback: str | None
    setting: str | None
    lapses: int
    worker: str | None
    asked_by: str | None


def details(session: Session, actor: Actor, job: Job) -> JobDetails:
    """The job with its newest 1,000 lines, oldest first."""
    row = job_row(job)
    said = select(JobLog).where(col(JobLog.job_id) == job.id).order_by(col(JobLog.id).desc()).limit(MOST_LINES)
    lines = [LogLine(line.created_at, line.attempt, line.level, line.line) for line in session.scalars(said)]
    mine = and_(col(Operation.tenant_id) == job.tenant_id, col(Operation.id) == job.operation_id)
    return JobDetails(
        **{item.name: getattr(row, item.name) for item in fields(JobRow)},
        lines=lines[::-1],
        links=[JobLink(table, UUID(id)) for table, id in job.links or []],
        traceback=job.traceback if actor.may(Permission.JOBS_WRITE) else None,
        setting=job.setting,
        lapses=job.lapses,
        worker=job.worker,
        asked_by=session.scalar(select(col(Operation.actor_name)).where(mine)),
    )
