"""Writing down that something is to leave the house, beside the change that asks for it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.db import Session
from app.core.effects.models import Effect
from app.core.events import touch
from app.core.ids import new_id

LONGEST_KEY = 300


def intend(
    session: Session,
    *,
    key: str,
    kind: str,
    target: str,
    request: dict[str, Any],
    waiter: str | None = None,
    job_id: UUID | None = None,
    tenant_id: UUID | None = None,
) -> Effect:
    """The sending under this key of the tenant: written now, or the one that stands there already.

    `kind` is "mail", "http", "webhook", "social", …; `target` an address people recognise; `request` holds no secret.
    `job_id` is the job that will carry it out (set it later if that comes first); without one nobody notices that
    the job is gone. `tenant_id` is needed only in a house session.
    """
    session.flush()
    values: dict[str, Any] = {"key": key[:LONGEST_KEY], "kind": kind, "target": target[:500], "request": request}
    values |= {"waiter": waiter, "job_id": job_id}
    if tenant_id:
        values["tenant_id"] = tenant_id
    fresh = insert(Effect).values(id=new_id(), **values)
    fresh = fresh.on_conflict_do_nothing(index_elements=["tenant_id", "key"]).returning(Effect)
    made = session.scalars(fresh).first()
    if made is None:
        return session.scalars(_same(values["key"], tenant_id)).one()
    touch(session, "send_ledger")
    return made


def _same(key: str, tenant_id: UUID | None) -> Any:
    tenant = tenant_id or func.nullif(func.current_setting("app.tenant_id", True), "")
    return select(Effect).where(col(Effect.key) == key, col(Effect.tenant_id).is_not_distinct_from(cast(tenant, Uuid)))
