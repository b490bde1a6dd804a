"""Taking due jobs for one worker, and giving them back untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select, update
from sqlmodel import col

from app.core.db import Session, house_session
from app.core.queue.models import WAITING, Job, State

LEASE = timedelta(seconds=6)
NOW = func.clock_timestamp()


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of one worker, at one fence; what a run needs to know of it."""

    id: UUID
    tenant_id: UUID | None
    job_type: str
    payload: dict[str, Any]
    attempts: int
    max_attempts: int
    fence: int
    position: dict[str, Any] | None
    operation_id: UUID | None
    member_id: UUID | None


COLUMNS = tuple(col(getattr(Job, name)) for name in Claim.__slots__)


def due(session: Session) -> bool:
    """Whether any job waits whose time has come."""
    return bool(session.scalar(select(exists().where(*_due()))))


def claim(worker: str, limit: int, without: Sequence[str] = ()) -> list[Claim]:
    """Take up to `limit` due jobs for `worker`, most urgent first, none of the kinds `without`."""
    taking = (
        select(col(Job.id))
        .where(*_due(), col(Job.job_type).not_in(without))
        .order_by(col(Job.priority).desc(), col(Job.scheduled_for))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("taking")
    )
    taken = (
        update(Job)
        .where(col(Job.id).in_(select(taking.c.id)))
        .values(
            status=State.PROCESSING,
            attempts=col(Job.attempts) + 1,
            fence=col(Job.fence) + 1,
            worker=worker,
            lease_until=NOW + LEASE,
            started_at=NOW,
            error_message=None,
            traceback=None,
        )
        .returning(*COLUMNS, col(Job.priority), col(Job.scheduled_for))
        .execution_options(synchronize_session=False)
    )
    with house_session() as session:
        rows = sorted(session.execute(taken).all(), key=_urgency)
    return [Claim(*row[: len(COLUMNS)]) for row in rows]


def holding(claims: Sequence[Claim]) -> ColumnElement[bool]:
    """The condition that a job is one of these and still held at its fence; there must be at least one."""
    mine = or_(*(and_(col(Job.id) == claim.id, col(Job.fence) == claim.fence) for claim in claims))
    return and_(mine, col(Job.status) == State.PROCESSING)


def give_back(claims: Sequence[Claim]) -> None:
    """Let others have these jobs at once; the attempt does not count."""
    if not claims:
        return
    back = (
        update(Job)
        .where(holding(claims))
        .values(
            status=State.PENDING,
            attempts=col(Job.attempts) - 1,
            fence=col(Job.fence) + 1,
            worker=None,
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )
    with house_session() as session:
        session.execute(back)


def _urgency(row: Row[Any]) -> tuple[int, datetime, UUID]:
    return -row.priority, row.scheduled_for, row.id


def _due() -> tuple[Any, ...]:
    # The words of the partial index, so that the planner may use it.
    return WAITING, col(Job.scheduled_for) <= func.now()


def asked_to_stop(claim: Claim) -> bool:
    """Whether somebody asked this running job to stop."""
    asked = select(col(Job.cancel_requested_at)).where(col(Job.id) == claim.id)
    with house_session() as session:
        return session.scalar(asked) is not None


def held(job_id: UUID, fence: int) -> Claim | None:
    """The claim of a job that runs at this fence, for the process that is to carry it out; None if it is lost."""
    mine = select(*COLUMNS).where(col(Job.id) == job_id, col(Job.fence) == fence, col(Job.status) == State.PROCESSING)
    with house_session() as session:
        row = session.execute(mine).first()
    return Claim(*row) if row else None
