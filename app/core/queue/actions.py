"""The actions on jobs; a tenant sees and steers its own."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.queue import steer
from app.core.queue.details import JobDetails, details
from app.core.queue.enqueue import enqueue
from app.core.queue.filters import JobFilter, View, conditions
from app.core.queue.kinds import find_kind
from app.core.queue.models import Job, State
from app.core.queue.rows import JobPage, JobRow, job_row

Limit = Annotated[int, Field(ge=1, le=200)]
Priority = Annotated[int, Field(ge=-1000, le=1000)]
Attempts = Annotated[int, Field(ge=1, le=25)]


@action("job.list", permission=Permission.JOBS_READ, effect=Effect.READ, title="List jobs", palette="/jobs")
def list_jobs(
    session: Session,
    actor: Actor,
    status: State | None = None,
    view: View | None = None,
    job_type: str | None = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    text: str | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> JobPage:
    """Jobs of the organisation, newest first: of one state or kind, made from and to a time, that hold a text."""
    wanted = JobFilter(status=status, view=view, job_type=job_type, since=since, until=until, text=text)
    found = select(Job).where(*conditions(actor, wanted))
    if cursor:
        found = found.where(col(Job.id) < _place(cursor))
    rows = session.scalars(found.order_by(col(Job.id).desc()).limit(limit + 1)).all()
    more = str(rows[limit - 1].id) if len(rows) > limit else None
    return JobPage([job_row(job) for job in rows[:limit]], more)


@action("job.get", permission=Permission.JOBS_READ, effect=Effect.READ, title="Show job")
def get(session: Session, actor: Actor, job_id: UUID) -> JobDetails:
    """One job with its progress, result, log lines and what it touched; raises NotFound."""
    return details(session, actor, steer.load(session, job_id))


@action("job.create", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Start job")
def create(
    session: Session,
    actor: Actor,
    job_type: str,
    payload: dict[str, Any] | None = None,
    priority: Priority | None = None,
    scheduled_for: AwareDatetime | None = None,
    max_attempts: Attempts | None = None,
) -> JobRow:
    """Ask for a job of a kind that people may start; raises Invalid for an unknown kind or an unfit payload."""
    kind = find_kind(job_type)
    if kind.permission is None:
        raise Invalid("Jobs of this kind are started by Steward itself.", fields={"jobType": "not for people"})
    actor.check(kind.permission)
    at: datetime | None = scheduled_for
    job = enqueue(session, kind, payload, scheduled_for=at, priority=priority, max_attempts=max_attempts)
    return job_row(job)


@action("job.retry", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Try job again")
def retry(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    """Run a failed job again from now; raises Conflict unless it failed."""
    return job_row(steer.retry(session, job_id))


@action("job.cancel", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Cancel job")
def cancel(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    """Cancel a job that waits; raises Conflict where it runs or is over."""
    return job_row(steer.cancel_waiting(session, job_id))


@action("job.stop", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Stop job")
def stop(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    """Cancel a job that waits, or ask one that runs to stop at its next step; raises Conflict where it is over."""
    return job_row(steer.stop(session, job_id))


@action("job.prioritise", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Change a job's priority")
def prioritise(session: Session, actor: Actor, job_id: UUID, priority: Priority) -> JobRow:
    """Let a job that waits come before those of lower priority; raises Conflict where it runs or is over."""
    return job_row(steer.prioritise(session, job_id, priority))


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None
