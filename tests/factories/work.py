"""Jobs asked for, done by a real worker, and looked at."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.queue import Job, enqueue
from jobs.worker import drain


def clear_queue() -> None:
    """Leave no job of an earlier test."""
    with house_session() as session:
        session.execute(delete(Job))


def look(job_id: UUID) -> Job:
    """The job as it stands."""
    with house_session() as session:
        return session.scalars(select(Job).where(col(Job.id) == job_id)).one()


def done(actor: Actor, kind: str, payload: dict[str, Any] | None = None) -> Job:
    """A job of the kind, asked for by the actor, once all that is due was done."""
    with open_session(actor) as session:
        job_id = enqueue(session, kind, payload or {}).id
    drain()
    return look(job_id)


def worked(job_id: UUID) -> Job:
    """The job once all that is due was done."""
    drain()
    return look(job_id)
