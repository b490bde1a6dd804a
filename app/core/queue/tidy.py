"""Removing what is long over, so that the tables of jobs, fires and figures stay small."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, delete, func, select
from sqlmodel import col

from app.core.queue.context import Context
from app.core.queue.keeping import DAYS, FAILED_DAYS
from app.core.queue.kinds import Payload, kind, registered_kinds
from app.core.queue.models import Job, State
from app.core.queue.records import JobDepth, JobKeeping, JobMinute, JobRate, JobWorker
from app.core.queue.schedules import Fire, schedule

OVER = (State.COMPLETED, State.CANCELLED)
FIGURES_KEPT = timedelta(days=8)
# A statement at a time, so that no lock and no transaction lasts.
PORTION = 10_000


class Tidy(Payload):
    """Nothing to say."""


@schedule("queue.tidy", "17 3 * * *")
@kind("queue.tidy", title="Remove old jobs", payload=Tidy, time_limit=1800, isolated=True)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """Delete jobs that ended longer ago than their organisation keeps them, and figures older than eight days."""
    removed = 0
    for wanted in [*_by_kind(), col(Job.status).in_(OVER) & _older(col(JobKeeping.days), DAYS), _failed()]:
        removed += _remove(job, wanted)
    now = func.now()
    with job.open() as session:
        for old in _figures(now):
            session.execute(old)
    return {"removed": removed}


def _remove(job: Context, wanted: ColumnElement[bool]) -> int:
    removed = 0
    while True:
        job.check()
        with job.open() as session:
            some = select(col(Job.id)).where(wanted).limit(PORTION)
            done = session.execute(delete(Job).where(col(Job.id).in_(some)).returning(col(Job.id))).all()
        removed += len(done)
        if len(done) < PORTION:
            return removed


def _failed() -> ColumnElement[bool]:
    return (col(Job.status) == State.FAILED) & _older(col(JobKeeping.failed_days), FAILED_DAYS)


def _by_kind() -> list[ColumnElement[bool]]:
    return [
        (col(Job.job_type) == known.name)
        & col(Job.status).in_(OVER)
        & (col(Job.completed_at) < func.now() - known.keep)
        for known in registered_kinds()
        if known.keep is not None
    ]


def _older(days: Any, otherwise: int) -> ColumnElement[bool]:
    own = select(days).where(col(JobKeeping.tenant_id) == col(Job.tenant_id)).scalar_subquery()
    return col(Job.completed_at) < func.now() - func.make_interval(0, 0, 0, func.coalesce(own, otherwise))


def _figures(now: Any) -> list[Delete]:
    return [
        delete(Fire).where(col(Fire.fire_at) < now - timedelta(days=FAILED_DAYS)),
        delete(JobMinute).where(col(JobMinute.minute) < now - FIGURES_KEPT),
        delete(JobDepth).where(col(JobDepth.minute) < now - FIGURES_KEPT),
        delete(JobRate).where(col(JobRate.window_at) < now - FIGURES_KEPT),
        delete(JobWorker).where(col(JobWorker.seen_at) < now - timedelta(hours=1)),
    ]
