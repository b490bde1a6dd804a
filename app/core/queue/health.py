"""The queue of all organisations, for the operator: processes at work, depth over time, what lies where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house, house_session
from app.core.ids import new_id
from app.core.queue.beats import SILENT
from app.core.queue.models import WAITING, Job, State
from app.core.queue.records import JobDepth, JobWorker
from app.core.queue.rows import title
from app.core.said import Said

Hours = Annotated[int, Field(ge=1, le=168)]
MOST_LANES = 50


@dataclass(frozen=True, slots=True)
class Doing:
    """A job in a worker's hands."""

    id: UUID
    job_type: str
    title: Said
    since: datetime


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One process: its memory in bytes with that of its children, whether it was heard of in the last 5 seconds."""

    name: str
    role: str
    pid: int
    alive: bool
    seen_at: datetime
    started_at: datetime
    memory: int
    jobs_done: int
    doing: list[Doing]


@dataclass(frozen=True, slots=True)
class Depth:
    """How many jobs of all organisations stood where at one minute."""

    at: datetime
    waiting: int
    scheduled: int
    running: int


@dataclass(frozen=True, slots=True)
class LaneRow:
    """How much of one kind waits for one organisation (None: the house's own), and since when the oldest."""

    tenant_id: UUID | None
    job_type: str
    title: Said
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """Processes, depth by minute (oldest first), and the 50 longest lanes of what waits and is due."""

    workers: list[WorkerRow]
    depth: list[Depth]
    lanes: list[LaneRow]
    now: Depth


@action("queue.health", permission=Permission.OPERATOR, effect=Effect.READ, title="Show the health of the queue")
def health(session: Session, actor: Actor, hours: Hours = 24) -> Health:
    """Workers and dispatchers with what they do, and how deep the queue was over so many hours."""
    with as_house(session):
        now = session.scalars(select(func.now())).one()
        told = select(JobDepth).where(col(JobDepth.minute) > now - timedelta(hours=hours))
        depth = session.scalars(told.order_by(col(JobDepth.minute))).all()
        return Health(
            workers=[_worker(row, now) for row in session.scalars(select(JobWorker).order_by(col(JobWorker.name)))],
            depth=[Depth(row.minute, row.waiting, row.scheduled, row.running) for row in depth],
            lanes=_lanes(session),
            now=Depth(now, *_depth(session)),
        )


def sample_depth() -> None:
    """Write down how deep the queue is this minute; the first of several dispatchers does it."""
    with house_session() as session:
        minute = func.date_trunc("minute", func.now())
        if session.scalar(select(col(JobDepth.id)).where(col(JobDepth.minute) == minute)):
            return
        waiting, scheduled, running = _depth(session)
        values = {"id": new_id(), "minute": minute, "waiting": waiting, "scheduled": scheduled, "running": running}
        session.execute(insert(JobDepth).values(values).on_conflict_do_nothing())


def _depth(session: Session) -> tuple[int, int, int]:
    due = col(Job.scheduled_for) <= func.now()
    waiting, every = session.execute(select(_count(due), func.count()).where(WAITING)).one()
    running = session.scalar(select(func.count()).where(col(Job.status) == State.PROCESSING)) or 0
    return waiting, every - waiting, running


def _lanes(session: Session) -> list[LaneRow]:
    due = select(col(Job.tenant_id), col(Job.job_type), func.count().label("size"), func.min(col(Job.scheduled_for)))
    due = due.where(WAITING, col(Job.scheduled_for) <= func.now()).group_by(col(Job.tenant_id), col(Job.job_type))
    rows = session.execute(due.order_by(func.count().desc()).limit(MOST_LANES))
    return [LaneRow(tenant, kind, title(kind), size, oldest) for tenant, kind, size, oldest in rows]


def _worker(row: JobWorker, now: datetime) -> WorkerRow:
    doing = [
        Doing(UUID(job["id"]), job["job_type"], title(job["job_type"]), datetime.fromisoformat(job["since"]))
        for job in row.doing
    ]
    living = row.seen_at > now - SILENT
    return WorkerRow(row.name, row.role, row.pid, living, row.seen_at, row.created_at, row.memory, row.jobs_done, doing)


def _count(condition: Any) -> Any:
    return func.count(case((condition, 1)))
