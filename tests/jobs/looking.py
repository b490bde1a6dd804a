"""Asking for jobs, and looking at what became of them."""

import time
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.events import Event
from app.core.queue import Job, enqueue


def ask(actor: Actor, kind: str, **payload: object) -> UUID:
    """A job asked for and committed."""
    with open_session(actor) as session:
        return enqueue(session, kind, dict(payload)).id


def look(job_id: UUID) -> Job:
    """The job as it stands."""
    with house_session() as session:
        return session.scalars(select(Job).where(col(Job.id) == job_id)).one()


def effects(job_id: UUID, name: str | None = None) -> int:
    """How many marks the job left."""
    marks = select(func.count()).where(col(Event.record_id) == job_id, col(Event.name).startswith("test."))
    if name:
        marks = marks.where(col(Event.name) == name)
    with house_session() as session:
        return session.scalar(marks) or 0


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for the condition; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not come to pass."
        time.sleep(0.05)


def ended(job_id: UUID, state: str = "completed", seconds: float = 60.0) -> Job:
    """The job once it is in that state."""
    until(lambda: look(job_id).status == state, seconds)
    return look(job_id)
