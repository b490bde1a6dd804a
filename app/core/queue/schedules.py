"""Jobs that come again by the clock; each time fires once, however many dispatchers run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, TypeVar
from uuid import UUID

from cronsim import CronSim
from pydantic import BaseModel
from sqlalchemy import DateTime, Index, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col

from app.core.db import HouseRow, Session, house_session
from app.core.ids import new_id
from app.core.queue.enqueue import enqueue
from app.core.queue.kinds import Kind

P = TypeVar("P", bound=BaseModel)


class Fire(HouseRow, table=True):
    """One time at which a schedule fired; without a job it is the moment the schedule was first seen."""

    __tablename__ = "schedule_fire"
    __table_args__ = (Index("schedule_fire_once", "schedule", "fire_at", unique=True),)

    schedule: str
    fire_at: datetime = Field(sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]
    job_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A kind of the house's own jobs and the times (cron, UTC) at which one is due."""

    name: str
    cron: str
    kind: Kind[Any]

    def latest(self, after: datetime, now: datetime) -> datetime | None:
        """The last time in (after, now], or None; times that were missed meanwhile fire once, not each."""
        times = takewhile(lambda at: at <= now, CronSim(self.cron, after.astimezone(UTC)))
        return max(times, default=None)


_schedules: dict[str, Schedule] = {}


def schedule(name: str, cron: str) -> Callable[[Kind[P]], Kind[P]]:
    """Let a job of the kind below come at the times of `cron`; its payload must need no values."""

    def register(kind: Kind[P]) -> Kind[P]:
        if name in _schedules:
            raise ValueError(f"Two schedules are called {name}.")
        CronSim(cron, datetime(2000, 1, 1, tzinfo=UTC))
        kind.payload()
        _schedules[name] = Schedule(name, cron, kind)
        return kind

    return register


def registered_schedules() -> Iterator[Schedule]:
    """All schedules, by name."""
    return iter([_schedules[name] for name in sorted(_schedules)])


def fire_due() -> int:
    """Enqueue a job for each schedule whose time has come and which nobody fired yet; returns how many."""
    return sum(_fire(known) for known in registered_schedules())


def _fire(known: Schedule) -> bool:
    with house_session() as session:
        now = session.scalars(select(func.now())).one()
        last = session.scalar(select(func.max(col(Fire.fire_at))).where(col(Fire.schedule) == known.name))
        if last is None:
            _take(session, known, now)
            return False
        at = known.latest(last, now) if now - last >= timedelta(seconds=1) else None
        if at is None or not _take(session, known, at):
            return False
        job = enqueue(session, known.kind)
        session.execute(
            update(Fire).where(col(Fire.schedule) == known.name, col(Fire.fire_at) == at).values(job_id=job.id)
        )
    return True


def _take(session: Session, known: Schedule, at: datetime) -> bool:
    """Whether this time is ours: another dispatcher's insert of the same time makes ours come to nothing."""
    fresh = insert(Fire).values(id=new_id(), schedule=known.name, fire_at=at)
    return session.execute(fresh.on_conflict_do_nothing().returning(col(Fire.id))).first() is not None
