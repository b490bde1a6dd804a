"""Telling owners of their tasks that are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import String, cast, exists, func, literal, select
from sqlmodel import col

from app.accounts.notifications import Notification, notify
from app.accounts.rounds import ask_each
from app.accounts.tenants import zone_of
from app.core.db import Session
from app.core.queue import Context, Payload, kind, schedule
from app.core.said import in_english
from app.core.times import local, moments, utc_now
from app.crm.models import Task
from app.crm.models.work import TaskState

KIND = "task.due"
PAGE = "/tasks?id="
# What is older was told when it was young, or came here old already, by an import.
OLDEST = timedelta(days=7)
MOST = 1_000


class Due(Payload):
    """Nothing to say."""


@kind(KIND, title="Tell of due tasks", payload=Due, time_limit=300)
def due(job: Context, payload: Due) -> dict[str, Any]:
    """Tell each owner in this organisation once of every task that is due today, or was in the last days."""
    now, tz = utc_now(), zone_of(job.session)
    found = _due(job.session, now, tz)
    for task in found:
        when = f"{local(task.due_at, tz):%Y-%m-%d %H:%M}" if task.due_at else ""
        late = task.due_at is not None and task.due_at < now
        said = in_english(f"Overdue since {when}") if late else in_english(f"Due {when}")
        if task.owner_id:
            notify(job.session, task.owner_id, KIND, task.title, said, f"{PAGE}{task.id}")
    return {"told": len(found)}


@schedule("task.dues", "5 * * * *")
@kind("task.dues", title="Look for due tasks", payload=Due)
def dues(job: Context, payload: Due) -> dict[str, Any]:
    """Ask each active organisation for its due tasks."""
    return ask_each(job, due, lambda session: bool(_due(session, utc_now(), zone_of(session))))


def _due(session: Session, now: datetime, tz: ZoneInfo) -> Sequence[Task]:
    return _untold(session, now, moments("day", local(now, tz).date(), tz)[1])


def _untold(session: Session, now: datetime, end: datetime) -> Sequence[Task]:
    """Open tasks due before `end` of which their owner was not told since the day they are due began.

    A task that was put off is told of anew; those of the sample never are, for it leaves no trace.
    """
    told = exists().where(
        col(Notification.member_id) == col(Task.owner_id),
        col(Notification.kind) == KIND,
        col(Notification.link) == func.concat(literal(PAGE), cast(col(Task.id), String)),
        col(Notification.created_at) >= col(Task.due_at) - timedelta(days=1),
    )
    query = select(Task).where(col(Task.state) == TaskState.OPEN, col(Task.due_at) >= now - OLDEST)
    query = query.where(col(Task.due_at) < end, col(Task.owner_id).is_not(None), ~col(Task.sample), ~told)
    return session.scalars(query.order_by(col(Task.due_at), col(Task.id)).limit(MOST)).all()
