"""Removing runs that were over long ago, with their logs, questions and waits, and events missed long ago."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlmodel import col

from app.automation.models import Approval, Execution, MissedEvent, Signal, StepLog, Wait
from app.core.queue import Context, Payload, kind, schedule

KEPT = timedelta(days=365)
MISSED = timedelta(days=90)
BATCH, MOST = 2_000, 50


class Tidy(Payload):
    """Nothing to say."""


@schedule("workflow.tidy", "41 3 * * *")
@kind("workflow.tidy", title="Remove old runs", payload=Tidy, time_limit=600)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """Delete runs that ended a year ago, some thousands in each commit, and what was missed 90 days ago."""
    with job.open() as session:
        session.execute(delete(MissedEvent).where(col(MissedEvent.created_at) < func.now() - MISSED))
    removed = 0
    for _ in range(MOST):
        job.check()
        with job.open() as session:
            ended = select(col(Execution.id)).where(col(Execution.completed_at) < func.now() - KEPT).limit(BATCH)
            ids = list(session.scalars(ended.with_for_update(skip_locked=True)))
            for table in (StepLog, Signal, Wait, Approval):
                session.execute(delete(table).where(col(table.execution_id).in_(ids)))
            session.execute(delete(Execution).where(col(Execution.id).in_(ids)))
        removed += len(ids)
        if len(ids) < BATCH:
            break
    return {"removed": removed}
