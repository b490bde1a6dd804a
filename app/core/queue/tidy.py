"""Removing what is long over, so that the tables of jobs, fires and mails stay small."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import col

from app.core.queue.context import Context
from app.core.queue.kinds import Payload, kind
from app.core.queue.models import Job, State
from app.core.queue.schedules import Fire, schedule

KEPT = timedelta(days=30)
FAILED_KEPT = timedelta(days=90)


class Tidy(Payload):
    """Nothing to say."""


@schedule("queue.tidy", "17 3 * * *")
@kind("queue.tidy", title="Remove old jobs", payload=Tidy, time_limit=300)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """Delete jobs done or cancelled 30 days ago, failed 90 days ago, and fires of schedules older than that."""
    now = func.now()
    done = delete(Job).where(
        col(Job.status).in_((State.COMPLETED, State.CANCELLED)), col(Job.completed_at) < now - KEPT
    )
    failed = delete(Job).where(col(Job.status) == State.FAILED, col(Job.completed_at) < now - FAILED_KEPT)
    jobs = [len(job.session.execute(old.returning(col(Job.id))).all()) for old in (done, failed)]
    job.session.execute(delete(Fire).where(col(Fire.fire_at) < now - FAILED_KEPT))
    return {"removed": sum(jobs)}
