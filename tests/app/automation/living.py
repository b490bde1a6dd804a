"""Workflows made to live in a test: published, fed with events, advanced on a clock of the test's own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.automation import workflows
from app.automation.engine.passing import one_pass
from app.automation.models import Execution, StepLog
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.events import Event
from app.core.events.dispatch import dispatch
from app.core.events.post import post
from app.core.mail import Mail
from app.core.times import utc_now
from jobs import kinds
from jobs.worker import drain

assert kinds


def publish(owner: Actor, definition: dict[str, Any]) -> UUID:
    """A workflow by its definition on the wire, published and active."""
    given = {
        "name": definition.get("name", "Test"),
        "trigger_type": definition.get("triggerType", "event"),
        "trigger_config": definition.get("triggerConfig", {"event": "test.begun"}),
        "steps": definition["steps"],
        "settings": definition.get("settings", {}),
        "publish": True,
    }
    made = run(owner, workflows.create, given).value.id
    settle()
    return made


def happen(owner: Actor, name: str, payload: dict[str, Any] | None = None, **about: str) -> Event:
    """An event posted from outside, and handed to all consumers."""
    with open_session(owner) as session:
        event = post(session, name, payload or {}, **about)
    settle()
    return event


def settle() -> None:
    """Hand on all events."""
    while dispatch():
        pass


def advance(now: datetime | None = None, most: int = 50) -> int:
    """Do all that can be done at `now`: passes, jobs and events, until nothing is left."""
    at, count = now or utc_now() + timedelta(seconds=1), 0
    for _ in range(most):
        taken = one_pass(at) + drain()
        settle()
        count += taken
        if not taken:
            return count
    raise AssertionError("There is no end to it.")


def runs(owner: Actor) -> list[Execution]:
    """All runs of the tenant, oldest first."""
    with open_session(owner) as session:
        return list(session.scalars(select(Execution).order_by(col(Execution.id))))


def lines(owner: Actor, run_id: UUID | None = None) -> list[StepLog]:
    """The log of a run, or of all."""
    wanted = select(StepLog).order_by(col(StepLog.execution_id), col(StepLog.step_index))
    with open_session(owner) as session:
        return list(session.scalars(wanted if run_id is None else wanted.where(col(StepLog.execution_id) == run_id)))


def path(owner: Actor, run_id: UUID | None = None) -> list[tuple[str, str]]:
    """The keys and outcomes of a run's steps, in order."""
    return [(line.path, line.status) for line in lines(owner, run_id)]


def letters(owner: Actor) -> list[str]:
    """The templates of the mails of the tenant, in the order in which they were written."""
    with open_session(owner) as session:
        return list(session.scalars(select(col(Mail.template)).order_by(col(Mail.id))))


def over(owner: Actor, begun: datetime, until: timedelta) -> Iterator[datetime]:
    """Advance on a clock that jumps from one due time to the next, as far as `until` after `begun`."""
    now = begun
    while now <= begun + until:
        advance(now)
        yield now
        with house_session() as session:
            due = session.scalar(
                select(func.min(col(Execution.due_at))).where(col(Execution.tenant_id) == owner.tenant_id)
            )
        if due is None:
            return
        now = max(due, now + timedelta(milliseconds=1))
