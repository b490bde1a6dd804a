"""Jobs as people, the API and the assistant see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import Invalid
from app.core.queue.kinds import find_kind
from app.core.queue.models import Job
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job; `status` is pending, processing, completed, failed, retrying or cancelled."""

    id: UUID
    job_type: str
    title: Said
    payload: dict[str, Any]
    status: str
    priority: int
    attempts: int
    max_attempts: int
    scheduled_for: datetime
    started_at: datetime | None
    completed_at: datetime | None
    error_message: Said | None
    created_at: datetime
    progress_done: int
    progress_total: int | None
    progress_note: Said | None
    result: dict[str, Any] | None
    stopping: bool
    member_id: UUID | None
    operation_id: UUID | None


@dataclass(frozen=True, slots=True)
class JobPage:
    """Some jobs, newest first, and the cursor of the next ones."""

    items: list[JobRow]
    next_cursor: str | None


def title(job_type: str) -> str:
    """The human name of a kind; one that is no longer known keeps its own."""
    try:
        return find_kind(job_type).title
    except Invalid:
        return job_type


def job_row(job: Job) -> JobRow:
    """The row of a job."""
    return JobRow(
        id=job.id,
        job_type=job.job_type,
        title=title(job.job_type),
        payload=job.payload,
        status=job.status,
        priority=job.priority,
        attempts=job.attempts,
        max_attempts=job.max_attempts,
        scheduled_for=job.scheduled_for,
        started_at=job.started_at,
        completed_at=job.completed_at,
        error_message=job.error_message,
        created_at=job.created_at,
        progress_done=job.progress_done,
        progress_total=job.progress_total,
        progress_note=job.progress_note,
        result=job.result,
        stopping=job.cancel_requested_at is not None and job.completed_at is None,
        member_id=job.member_id,
        operation_id=job.operation_id,
    )
