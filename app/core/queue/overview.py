"""How the jobs of one organisation stand: counts, failure rate, and how long they wait and run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import case, func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.queue.models import Job, State
from app.core.queue.records import JobMinute
from app.core.queue.rows import title
from app.core.queue.series import Minute, added, series
from app.core.queue.statistics import percentile
from app.core.said import Said

HOUR = 60
WAITING = [State.PENDING.value, State.RETRYING.value]
Minutes = Annotated[int, Field(ge=5, le=1440)]


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What ended of one kind; waits and runs in seconds, None where nothing ended."""

    job_type: str
    title: Said
    completed: int
    failed: int
    retried: int
    wait_p50: float | None
    wait_p95: float | None
    run_p50: float | None
    run_p95: float | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Jobs by how they stand: `waiting` are due, `scheduled` for later; `oldest` is the longest wait in seconds.

    `minutes` counts the jobs finished in each of the last 60 minutes, the present one last; `failure_rate` is the
    share of failed among those that ended in the last hour. `kinds` and `series` tell of the minutes asked for.
    """

    waiting: int
    scheduled: int
    running: int
    failed: int
    done_last_hour: int
    oldest: int | None
    minutes: list[int]
    failure_rate: float | None
    kinds: list[KindFigures]
    series: list[Minute]


@action("job.overview", permission=Permission.JOBS_READ, effect=Effect.READ, title="Show how the jobs stand")
def overview(session: Session, actor: Actor, minutes: Minutes = HOUR) -> Overview:
    """The organisation's jobs in figures, those by kind and minute over so many last minutes."""
    due = col(Job.scheduled_for) <= func.now()
    waits = col(Job.status).in_(WAITING)
    found = session.execute(
        select(
            _count(waits & due),
            _count(waits & ~due),
            _count(col(Job.status) == State.PROCESSING.value),
            _count(col(Job.status) == State.FAILED.value),
            func.extract("epoch", func.now() - func.min(case((waits & due, col(Job.scheduled_for))))),
            func.now(),
        ).where(col(Job.tenant_id) == actor.tenant_id, col(Job.status).in_([*WAITING, "processing", "failed"]))
    ).one()
    waiting, scheduled, running, failed = found[:4]
    oldest: Any = found[4]
    now: datetime = found[5]
    ended = _ended(session, actor, now - timedelta(minutes=max(minutes, HOUR)))
    hour = [row for row in ended if row.minute > now - timedelta(minutes=HOUR)]
    asked = [row for row in ended if row.minute > now - timedelta(minutes=minutes)]
    done = sum(row.completed for row in hour)
    lost = sum(row.failed for row in hour)
    return Overview(
        waiting=waiting,
        scheduled=scheduled,
        running=running,
        failed=failed,
        done_last_hour=done,
        oldest=None if oldest is None else int(oldest),
        minutes=[minute.completed for minute in series(hour, now, HOUR)],
        failure_rate=lost / (done + lost) if done + lost else None,
        kinds=_kinds(asked),
        series=series(asked, now, minutes),
    )


def _ended(session: Session, actor: Actor, since: datetime) -> list[JobMinute]:
    mine = select(JobMinute).where(col(JobMinute.lane) == actor.tenant_id, col(JobMinute.minute) > since)
    return list(session.scalars(mine.order_by(col(JobMinute.minute))))


def _kinds(rows: list[JobMinute]) -> list[KindFigures]:
    names = sorted({row.job_type for row in rows})
    return [_figures(name, [row for row in rows if row.job_type == name]) for name in names]


def _figures(name: str, rows: list[JobMinute]) -> KindFigures:
    waits, runs = added([row.waits for row in rows]), added([row.runs for row in rows])
    return KindFigures(
        job_type=name,
        title=title(name),
        completed=sum(row.completed for row in rows),
        failed=sum(row.failed for row in rows),
        retried=sum(row.retried for row in rows),
        wait_p50=percentile(waits, 0.5),
        wait_p95=percentile(waits, 0.95),
        run_p50=percentile(runs, 0.5),
        run_p95=percentile(runs, 0.95),
    )


def _count(condition: Any) -> Any:
    return func.count(case((condition, 1)))
