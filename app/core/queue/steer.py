"""What people do to a job: stop it, cancel it, try it again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.db import Session, after_commit
from app.core.errors import Conflict, NotFound
from app.core.events import touch
from app.core.queue.models import Job, State
from app.core.queue.wake import wake

WAITS = {State.PENDING, State.RETRYING}


def load(session: Session, job_id: UUID, *, lock: bool = False) -> Job:
    """The job, held for this transaction if `lock`; raises NotFound."""
    wanted = select(Job).where(col(Job.id) == job_id)
    job = session.scalars(wanted.with_for_update() if lock else wanted).first()
    if job is None:
        raise NotFound("There is no such job (any more).")
    return job


def cancel_waiting(session: Session, job_id: UUID) -> Job:
    """Cancel a job that has not begun; raises NotFound, and Conflict where it runs or is over."""
    job = load(session, job_id, lock=True)
    if job.status not in WAITS:
        raise Conflict(f"This job is {job.status}; only one that waits can be cancelled. Nothing was changed.")
    return _cancelled(session, job)


def stop(session: Session, job_id: UUID) -> Job:
    """Cancel a job that waits, or ask one that runs to stop at its next step; raises Conflict where it is over."""
    job = load(session, job_id, lock=True)
    if job.status in WAITS:
        return _cancelled(session, job)
    if job.status != State.PROCESSING:
        raise Conflict(f"This job is {job.status} already; there is nothing to stop.")
    if job.cancel_requested_at is None:
        job.cancel_requested_at = _now(session)
    return _saved(session, job)


def retry(session: Session, job_id: UUID) -> Job:
    """Let a failed job run again from now, with all its attempts; raises NotFound, Conflict unless it failed."""
    job = load(session, job_id, lock=True)
    if job.status != State.FAILED:
        raise Conflict(f"This job is {job.status}; only a failed one can be tried again. Nothing was changed.")
    job.status, job.attempts, job.lapses = State.PENDING.value, 0, 0
    job.scheduled_for = _now(session)
    job.completed_at = job.error_message = job.traceback = job.setting = job.cancel_requested_at = None
    after_commit(session, wake)
    return _saved(session, job)


def prioritise(session: Session, job_id: UUID, priority: int) -> Job:
    """Give a job that waits another priority; raises NotFound, and Conflict where it runs or is over."""
    job = load(session, job_id, lock=True)
    if job.status not in WAITS:
        raise Conflict(f"This job is {job.status}; only one that waits has a priority to change.")
    job.priority = priority
    return _saved(session, job)


def _cancelled(session: Session, job: Job) -> Job:
    job.cancelled_by = session.info.get("operation_id")
    job.status = State.CANCELLED.value
    job.completed_at = job.cancel_requested_at = _now(session)
    return _saved(session, job)


def _saved(session: Session, job: Job) -> Job:
    session.add(job)
    session.flush()
    touch(session, "job_queue")
    return job


def _now(session: Session) -> datetime:
    return session.scalars(select(func.clock_timestamp())).one()
