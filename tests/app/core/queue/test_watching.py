"""Alerts about jobs: raised once, told to owners, cleared when all is well again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app import features as features
from app.accounts.notifications import Notification
from app.core.actor import Actor
from app.core.alerts import Alert
from app.core.db import house_session, open_session
from app.core.events.dispatch import dispatch
from app.core.queue import Job, enqueue_many
from app.core.queue.claim import Claim, claim
from app.core.queue.records import JobMinute
from app.core.queue.statistics import statistics
from app.core.watching import watch
from jobs import kinds
from tests.jobs import sample

assert sample
assert kinds


@pytest.fixture(autouse=True)
def calm(house: object) -> Iterator[None]:
    """No job and no alert of an earlier test is left; what other features still find of such has been told."""
    dispatch()
    with house_session() as session:
        for table in (Job, Alert, JobMinute):
            session.execute(delete(table))
    watch()
    yield
    with house_session() as session:
        session.execute(delete(Job))


def _alerts(actor: Actor) -> list[tuple[str, bool]]:
    with open_session(actor) as session:
        found = session.scalars(select(Alert).order_by(col(Alert.id))).all()
        return [(alert.name, alert.cleared_at is not None) for alert in found]


def _told(actor: Actor) -> list[str]:
    with open_session(actor) as session:
        mine = select(col(Notification.title)).where(col(Notification.member_id) == actor.member_id)
        return list(session.scalars(mine.where(col(Notification.kind) == "alert")))


def test_a_queue_that_backs_up_is_told_once(owner: Actor, other: Actor) -> None:
    with open_session(owner) as session:
        enqueue_many(session, "test.mark", [{}] * 101)
    with open_session(other) as session:
        enqueue_many(session, "test.mark", [{}] * 100)
    assert watch() == 1
    assert watch() == 0
    assert (_alerts(owner), _alerts(other)) == ([("jobs.backup", False)], [])
    dispatch()
    dispatch()
    assert _told(owner) == ["Many jobs are waiting"]
    with house_session() as session:
        session.execute(update(Job).values(status="completed"))
    assert watch() == 1
    assert _alerts(owner) == [("jobs.backup", True)]


def test_those_for_later_do_not_count(owner: Actor) -> None:
    with open_session(owner) as session:
        enqueue_many(session, "test.mark", [{}] * 200)
    with house_session() as session:
        session.execute(update(Job).values(scheduled_for=func.now() + func.make_interval(0, 0, 0, 1)))
    assert watch() == 0


def test_many_failures_are_told(owner: Actor) -> None:
    with open_session(owner) as session:
        enqueue_many(session, "test.mark", [{}] * 40)
    held: list[Claim] = claim("me", 40)
    for number, one in enumerate(held):
        statistics.ended(one, "failed" if number % 5 == 0 else "completed", 0.1)
    statistics.flush()
    with house_session() as session:
        session.execute(delete(Job))
    assert watch() == 1
    assert _alerts(owner) == [("jobs.failures", False)]
