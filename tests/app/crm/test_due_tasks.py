"""Owners hear of their due tasks, once each."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from app.accounts.notifications import actions as bell
from app.core import actions
from app.core.actor import Actor, house
from app.core.db import house_session, open_session
from app.core.queue import Job, enqueue
from app.core.times import utc_now
from app.crm import tasks
from app.crm.due_tasks import due, dues
from app.crm.models import Task
from jobs.worker import drain
from tests.factories.people import colleague


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


def _task(actor: Actor, title: str, due_at: datetime | None, **more: Any) -> tasks.TaskRow:
    return actions.run(actor, tasks.create, {"title": title, "due_at": due_at, **more}).value


def _told(actor: Actor) -> list[str]:
    with open_session(house(actor.tenant_id)) as session:
        enqueue(session, due)
    drain()
    return [row.title for row in actions.run(actor, bell.list_notifications, {}).value.items]


def test_each_due_task_is_told_once_and_to_its_owner_only(owner: Actor, other: Actor) -> None:
    rep, now = colleague(owner, "Rita", "rep"), utc_now()
    late = _task(owner, "Late", now - timedelta(hours=30))
    _task(rep, "Now", now - timedelta(seconds=1))
    for title, at in (("Next week", now + timedelta(days=7)), ("Some day", None), ("Old", now - timedelta(days=30))):
        _task(owner, title, at)
    done = _task(owner, "Done", now)
    actions.run(owner, tasks.complete, {"id": done.id})
    assert _told(owner) == ["Late"]
    assert _told(rep) == ["Now"]
    assert _told(owner) == ["Late"]
    assert _told(other) == []
    (row,) = actions.run(owner, bell.list_notifications, {}).value.items
    assert (row.link, row.body[:13]) == (f"/tasks?id={late.id}", "Overdue since")


def test_a_task_that_was_put_off_is_told_anew_and_the_sample_never(owner: Actor) -> None:
    now = utc_now()
    task = _task(owner, "Call", now - timedelta(days=3))
    assert _told(owner) == ["Call"]
    with open_session(owner) as session:
        session.execute(update(bell.Notification).values(created_at=now - timedelta(days=3)))
        session.execute(update(Task).where(col(Task.id) == task.id).values(due_at=now))
        session.add(Task(title="Sample", owner_id=owner.member_id, due_at=now, sample=True))
    assert _told(owner) == ["Call", "Call"]


def test_the_clock_asks_each_organisation_that_has_any_and_no_other(owner: Actor, other: Actor) -> None:
    _task(owner, "Call", utc_now() - timedelta(hours=1))
    with house_session() as session:
        enqueue(session, dues)
    drain()
    drain()
    assert [row.title for row in actions.run(owner, bell.list_notifications, {}).value.items] == ["Call"]
    with house_session() as session:
        asked = set(session.scalars(select(col(Job.tenant_id)).where(col(Job.job_type) == due.name)))
    assert owner.tenant_id in asked
    assert other.tenant_id not in asked
