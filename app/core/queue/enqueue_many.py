"""Asking for many jobs of one kind at once, a few thousand to a statement."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import ARRAY, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import touch
from app.core.ids import new_ids
from app.core.queue.enqueue import LONGEST_KEY, wake_once
from app.core.queue.kinds import Kind, find_kind, reasons

T = TypeVar("T")
PORTION = 5000
INSERT = """
    insert into job_queue (id, tenant_id, job_type, payload, status, priority, attempts, max_attempts, scheduled_for,
                           unique_key, operation_id, member_id, fence, lapses, progress_done)
    select one.id, coalesce(:tenant_id, nullif(current_setting('app.tenant_id', true), '')::uuid), :job_type,
           one.payload, 'pending', :priority, 0, :max_attempts, coalesce(:scheduled_for, now()), one.unique_key,
           :operation_id, :member_id, 0, 0, 0
    from rows from (unnest(:ids), jsonb_array_elements(cast(:payloads as jsonb)), unnest(:unique_keys))
         as one(id, payload, unique_key)
"""
TYPES = (
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("unique_keys", type_=ARRAY(Text)),
    bindparam("scheduled_for", type_=TIMESTAMP(timezone=True)),
    *(bindparam(name, type_=Uuid()) for name in ("tenant_id", "operation_id", "member_id")),
)
KEYED = text(INSERT + "on conflict do nothing returning id").bindparams(*TYPES)
# Without keys all of them are made, and none needs to be told back.
PLAIN = text(INSERT).bindparams(*TYPES)


def enqueue_many(
    session: Session,
    kind: Kind[Any] | str,
    payloads: Iterable[BaseModel | dict[str, Any]],
    *,
    unique_keys: Sequence[str] | None = None,
    scheduled_for: datetime | None = None,
    priority: int | None = None,
    max_attempts: int | None = None,
    tenant_id: UUID | None = None,
) -> list[UUID]:
    """Write a job for each payload, as `enqueue` does for one; returns the ids of those made.

    `unique_keys` has one key a payload; where a job of the key waits or runs, none is made. Raises Invalid for an
    unknown kind or where any payload does not fit, and then makes none.
    """
    known = find_kind(kind) if isinstance(kind, str) else kind
    actor: Actor | None = session.info.get("actor")
    common = {
        "tenant_id": tenant_id,
        "job_type": known.name,
        "priority": known.priority if priority is None else priority,
        "max_attempts": max_attempts or known.attempts,
        "scheduled_for": scheduled_for,
        "operation_id": session.info.get("operation_id"),
        "member_id": actor.member_id if actor else None,
    }
    session.flush()
    read = known.many
    keys = None if unique_keys is None else iter(key[:LONGEST_KEY] for key in unique_keys)
    made: list[UUID] = []
    for portion in _portions(iter(payloads)):
        own_keys = [None] * len(portion) if keys is None else list(islice(keys, len(portion)))
        ids = new_ids(len(portion))
        values = {**common, "ids": ids, "payloads": _json(known, read, portion), "unique_keys": own_keys}
        made += _insert(session, ids, values, keyed=keys is not None)
    if made and scheduled_for is None:
        wake_once(session)
    touch(session, "job_queue")
    return made


def _insert(session: Session, ids: list[UUID], values: dict[str, Any], *, keyed: bool) -> Sequence[UUID]:
    if keyed:
        return session.scalars(KEYED, values).all()
    session.execute(PLAIN, values)
    return ids


def _json(known: Kind[Any], read: TypeAdapter[list[Any]], portion: list[Any]) -> str:
    try:
        return read.dump_json(read.validate_python(portion), by_alias=True).decode()
    except ValidationError as error:
        raise Invalid(f"A payload does not fit the kind {known.name}.", fields=reasons(error)) from None


def _portions(items: Iterator[T]) -> Iterator[list[T]]:
    while portion := list(islice(items, PORTION)):
        yield portion
