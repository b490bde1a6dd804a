"""How the queue of an organisation stands: counts by state, and how much was done of late."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.queue import steer
from app.core.queue.models import Job, State

HOUR = 60
MOST_RETRIED = 1000
WAITING = [State.PENDING.value, State.RETRYING.value]


@dataclass(frozen=True, slots=True)
class Overview:
    """Jobs by how they stand: `waiting` are due, `scheduled` for later; `oldest` is the longest wait in seconds.

    `minutes` counts the jobs finished in each of the last 60 minutes, the present one last.
    """

    waiting: int
    scheduled: int
    running: int
    failed: int
    done_last_hour: int
    oldest: int | None
    minutes: list[int]


@dataclass(frozen=True, slots=True)
class Retried:
    """How many failed jobs were asked to run again."""

    count: int


@action("job.overview", permission=Permission.JOBS_READ, effect=Effect.READ, title="Show how the jobs stand")
def overview(session: Session, actor: Actor) -> Overview:
    """The organisation's jobs in figures."""
    due = col(Job.scheduled_for) <= func.now()
    waits = col(Job.status).in_(WAITING)
    found = session.execute(
        select(
            _count(waits & due),
            _count(waits & ~due),
            _count(col(Job.status) == State.PROCESSING.value),
            _count(col(Job.status) == State.FAILED.value),
            func.extract("epoch", func.now() - func.min(case((waits & due, col(Job.scheduled_for))))),
        ).where(col(Job.tenant_id) == actor.tenant_id, col(Job.status).in_([*WAITING, "processing", "failed"]))
    ).one()
    waiting, scheduled, running, failed = found[:4]
    oldest: Any = found[4]
    minutes = _minutes(session, actor)
    seconds = None if oldest is None else int(oldest)
    return Overview(waiting, scheduled, running, failed, sum(minutes), seconds, minutes)


@action("job.retry_failed", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Try failed jobs again")
def retry_failed(session: Session, actor: Actor) -> Retried:
    """Run the failed jobs again from now, the newest 1,000 at most."""
    failed = select(col(Job.id)).where(col(Job.tenant_id) == actor.tenant_id, col(Job.status) == State.FAILED.value)
    ids = session.scalars(failed.order_by(col(Job.id).desc()).limit(MOST_RETRIED)).all()
    for job_id in ids:
        steer.retry(session, job_id)
    return Retried(len(ids))


def _count(condition: Any) -> Any:
    return func.count(case((condition, 1)))


def _minutes(session: Session, actor: Actor) -> list[int]:
    ago = func.floor(func.extract("epoch", func.now() - col(Job.completed_at)) / 60)
    done = (
        select(ago, func.count())
        .where(
            col(Job.tenant_id) == actor.tenant_id,
            col(Job.status) == State.COMPLETED.value,
            col(Job.completed_at) > func.now() - func.make_interval(0, 0, 0, 0, 0, HOUR),
        )
        .group_by(ago)
    )
    by_age = {max(int(age), 0): count for age, count in session.execute(done)}
    return [by_age.get(age, 0) for age in range(HOUR - 1, -1, -1)]
