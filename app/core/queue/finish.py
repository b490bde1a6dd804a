"""The end of a run: written only by the worker that still holds the job, with the job's own effects."""

import logging
from datetime import timedelta
from typing import Any

from sqlalchemy import case, select, update
from sqlmodel import col

from app.core.db import Session
from app.core.errors import AppError, Invalid
from app.core.events import record, touch
from app.core.queue.claim import NOW, Claim
from app.core.queue.errors import LostLease
from app.core.queue.kinds import find_kind
from app.core.queue.lines import Lines
from app.core.queue.models import Job, State
from app.core.queue.statistics import statistics
from app.core.queue.unit import unit

log = logging.getLogger(__name__)

LONGEST_TRACE = 20_000


def settle(session: Session, claim: Claim, **values: Any) -> None:
    """Change the job in this transaction if it is still held at the claim's fence, else raise LostLease."""
    held = (
        update(Job)
        .where(col(Job.id) == claim.id, col(Job.fence) == claim.fence, col(Job.status) == State.PROCESSING)
        .values(**values)
        .returning(col(Job.id))
        .execution_options(synchronize_session=False)
    )
    if session.execute(held).first() is None:
        raise LostLease(f"{claim.job_type} {claim.id}")


def complete(session: Session, claim: Claim, result: dict[str, Any], lines: Lines | None = None) -> None:
    """Mark the job done, in the transaction of its effects; raises LostLease."""
    values = {"status": State.COMPLETED, "result": result, "error_message": None, "setting": None}
    said = lines or Lines(claim)
    settle(session, claim, **values, **said.touched(), **_ended())
    said.write(session)


def cancel(claim: Claim, lines: Lines | None = None) -> None:
    """Mark a running job as stopped on request; raises LostLease."""
    said = lines or Lines(claim)
    with unit(claim) as session:
        settle(session, claim, status=State.CANCELLED, **said.touched(), **_ended())
        said.write(session)
        touch(session, "job_queue")


def fail(
    claim: Claim,
    reason: str,
    *,
    trace: str | None = None,
    setting: str | None = None,
    final: bool = False,
    lines: Lines | None = None,
    seconds: float | None = None,
) -> None:
    """Note that an attempt failed: tried again after a pause, or failed for good after the last; raises LostLease.

    A final failure records the event `job.failed` and runs what the kind does about it. `trace` belongs to a
    fault of the code, `setting` to what people can mend. `lines` are what it said, `seconds` how long it ran.
    """
    said = lines or Lines(claim)
    final = final or claim.attempts >= claim.max_attempts
    values: dict[str, Any] = {"error_message": reason, "setting": setting}
    values["traceback"] = trace[-LONGEST_TRACE:] if trace else None
    with unit(claim) as session:
        _fail(session, claim, reason, values | said.touched(), final)
        said.write(session)
        touch(session, "job_queue")
    statistics.ended(claim, "failed" if final else "retried", seconds)


def _fail(session: Session, claim: Claim, reason: str, values: dict[str, Any], final: bool) -> None:
    if final:
        settle(session, claim, status=State.FAILED, **values, **_ended())
        _mourn(session, claim, reason)
    else:
        # What somebody asked to stop is not tried again.
        stopped = col(Job.cancel_requested_at).is_not(None)
        at = NOW + timedelta(seconds=_pause(claim))
        values |= {"scheduled_for": at, "completed_at": case((stopped, NOW), else_=None)}
        status = case((stopped, State.CANCELLED.value), else_=State.RETRYING.value)
        settle(session, claim, **values, status=status, lease_until=None, worker=None)


def _ended() -> dict[str, Any]:
    return {"completed_at": NOW, "lease_until": None, "worker": None}


def _pause(claim: Claim) -> float:
    try:
        return find_kind(claim.job_type).pause(claim.attempts)
    except Invalid:
        return 60.0


def _mourn(session: Session, claim: Claim, reason: str) -> None:
    from app.core.queue.context import Context

    if claim.tenant_id:
        job = session.scalars(select(Job).where(col(Job.id) == claim.id)).one()
        record(session, "job.failed", job, job_type=claim.job_type, reason=reason, member_id=claim.member_id)
    try:
        known = find_kind(claim.job_type)
        if known.failed:
            with session.begin_nested():
                known.failed(session, Context(claim), reason)
    except AppError as error:
        log.error("What %s does about its failure failed: %s", claim.job_type, error.message)
    except Exception:
        log.exception("What %s does about its failure failed", claim.job_type)
