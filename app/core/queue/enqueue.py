"""Asking for a job, in the transaction of the change that needs it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Uuid, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.actor import Actor
from app.core.actor import Kind as ActorKind
from app.core.db import Session, after_commit
from app.core.events import touch
from app.core.ids import new_id
from app.core.queue.admission import admit
from app.core.queue.kinds import Kind, find_kind
from app.core.queue.models import LIVE, Job
from app.core.queue.wake import wake

LONGEST_KEY = 200
WAKING = "waking"


def enqueue(
    session: Session,
    kind: Kind[Any] | str,
    payload: BaseModel | dict[str, Any] | None = None,
    *,
    scheduled_for: datetime | None = None,
    priority: int | None = None,
    max_attempts: int | None = None,
    unique_key: str | None = None,
    tenant_id: UUID | None = None,
) -> Job:
    """Write a job beside the change that asks for it; a worker is woken once that is committed.

    While a job of the same kind and `unique_key` waits or runs, that one is returned instead. `tenant_id` is
    needed only in a house session that asks on behalf of a tenant. Raises Invalid for an unknown kind or a payload
    that does not fit, and what a rule of admission raises.
    """
    known = find_kind(kind) if isinstance(kind, str) else kind
    given = payload if isinstance(payload, dict) or payload is None else payload.model_dump()
    actor: Actor | None = session.info.get("actor")
    admit(session, actor, known)
    values: dict[str, Any] = {
        "job_type": known.name,
        "payload": known.read(given or {}).model_dump(mode="json", by_alias=True),
        "priority": known.priority if priority is None else priority,
        "max_attempts": max_attempts or known.attempts,
        "unique_key": unique_key[:LONGEST_KEY] if unique_key else None,
        "operation_id": session.info.get("operation_id"),
        "member_id": actor.member_id if actor else None,
        "scopes": sorted(actor.permissions) if actor and actor.kind is ActorKind.KEY else None,
    }
    if tenant_id:
        values["tenant_id"] = tenant_id
    if scheduled_for:
        values["scheduled_for"] = scheduled_for
    job = _insert(session, values)
    if scheduled_for is None:
        wake_once(session)
    touch(session, "job_queue")
    return job


def _insert(session: Session, values: dict[str, Any]) -> Job:
    if values["unique_key"] is None:
        job = Job(**values)
        session.add(job)
        session.flush()
        return job
    fresh = insert(Job).values(id=new_id(), **values)
    fresh = fresh.on_conflict_do_nothing(index_elements=["tenant_id", "job_type", "unique_key"], index_where=LIVE)
    # Again, for the one in the way may end between the two statements.
    for _ in range(3):
        made = session.scalars(fresh.returning(Job)).first() or session.scalars(_same(values)).first()
        if made:
            return made
    raise AssertionError("A job with this key neither stands nor can be made.")


def _same(values: dict[str, Any]) -> Any:
    tenant = values.get("tenant_id") or func.nullif(func.current_setting("app.tenant_id", True), "")
    return select(Job).where(
        LIVE,
        col(Job.tenant_id).is_not_distinct_from(cast(tenant, Uuid)),
        col(Job.job_type) == values["job_type"],
        col(Job.unique_key) == values["unique_key"],
    )


def live_job(session: Session, kind: str, unique_key: str) -> UUID | None:
    """The job of that kind and key which waits or runs, or None."""
    found: Job | None = session.scalars(_same({"job_type": kind, "unique_key": unique_key})).first()
    return found.id if found else None


def wake_once(session: Session) -> None:
    """Leave a ticket for the workers once this session has committed, however often it is asked for."""
    if WAKING not in session.info:
        session.info[WAKING] = True
        after_commit(session, wake)
