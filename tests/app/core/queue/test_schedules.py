"""Schedules fire once a time, however many dispatchers look."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.core.db import house_session
from app.core.queue import Job, Payload, kind, schedule
from app.core.queue.context import Context
from app.core.queue.schedules import Fire, Schedule, fire_due, registered_schedules
from app.core.settings import Settings


class Nothing(Payload):
    """Nothing to say."""


@schedule("test.minute", "* * * * *")
@kind("test.tick", title="Tick", payload=Nothing)
def tick(job: Context, payload: Nothing) -> dict[str, object]:
    """Does nothing."""
    return {}


@pytest.fixture(autouse=True)
def unseen(house: Settings) -> None:
    """The schedule has never been seen."""
    with house_session() as session:
        session.execute(delete(Fire).where(col(Fire.schedule) == "test.minute"))
        session.execute(delete(Job).where(col(Job.job_type) == "test.tick"))


def _ticks() -> int:
    with house_session() as session:
        return session.scalar(select(func.count()).where(col(Job.job_type) == "test.tick")) or 0


def _as_if_last_fired(ago: timedelta) -> None:
    with house_session() as session:
        mine = update(Fire).where(col(Fire.schedule) == "test.minute")
        session.execute(mine.values(fire_at=func.now() - ago))


def test_a_new_schedule_waits_for_its_next_time() -> None:
    fire_due()
    assert _ticks() == 0


def test_what_was_missed_meanwhile_fires_once() -> None:
    fire_due()
    _as_if_last_fired(timedelta(hours=3))
    fire_due()
    fire_due()
    assert _ticks() == 1
    with house_session() as session:
        fired = session.scalars(select(Fire).where(col(Fire.job_id).is_not(None))).all()
        assert fired[-1].fire_at.second == 0


def test_many_dispatchers_at_the_same_moment_fire_once() -> None:
    fire_due()
    _as_if_last_fired(timedelta(minutes=5))
    together = Barrier(8)

    def look(_: int) -> None:
        together.wait()
        fire_due()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(look, range(8)))
    assert _ticks() == 1


def test_the_latest_time_that_has_come() -> None:
    known = Schedule("x", "30 7 * * *", tick)
    day = datetime(2026, 3, 29, tzinfo=UTC)
    assert known.latest(day, day + timedelta(hours=7)) is None
    assert known.latest(day, day + timedelta(hours=7, minutes=30)) == day + timedelta(hours=7, minutes=30)
    assert known.latest(day, day + timedelta(days=5, hours=1)) == day + timedelta(days=4, hours=7, minutes=30)


def test_the_houses_own_schedules_are_there() -> None:
    import jobs.kinds

    assert jobs.kinds
    assert {"queue.tidy", "notification.digests"} <= {known.name for known in registered_schedules()}
