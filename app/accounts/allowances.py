"""What the operator allows an organisation at most, held where people, records and requests come in."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Membership, TenantLimit
from app.core.actor import Actor
from app.core.db import Session, as_house, house_session
from app.core.errors import Conflict
from app.core.queue import Job, registered_kinds
from app.core.queue.admission import admits, is_asked

ASK = "Ask the operator of this installation for more room. Nothing was saved."
KEPT = 15
_counted: list[Any] = []
_requests: dict[UUID, tuple[float, int | None]] = {}


def counts(*models: Any) -> None:
    """Say which tables hold the records that are limited."""
    _counted.extend(models)


def of(session: Session, tenant_id: UUID) -> TenantLimit:
    """The limits of an organisation, empty where it has none."""
    with as_house(session):
        found = session.scalar(select(TenantLimit).where(col(TenantLimit.tenant_id) == tenant_id))
    return found or TenantLimit(tenant_id=tenant_id)


def people(session: Session, tenant_id: UUID) -> int:
    """How many people of an organisation can log in."""
    with as_house(session):
        mine = select(func.count()).select_from(Membership).where(col(Membership.tenant_id) == tenant_id)
        return session.scalar(mine) or 0


def records(session: Session) -> int:
    """How many records the tenant of this session has, whoever asks."""
    reach = session.scalar(select(func.current_setting("app.reach", True)))
    session.execute(select(func.set_config("app.reach", "all", True)))
    found = sum(session.scalar(select(func.count()).select_from(model)) or 0 for model in _counted)
    session.execute(select(func.set_config("app.reach", reach, True)))
    return found


def check_people(session: Session, tenant_id: UUID) -> None:
    """Pass where one more person may join; raises Conflict."""
    most = of(session, tenant_id).people
    if most is not None and people(session, tenant_id) >= most:
        raise Conflict(f"Your organisation may have {most:,} people, and has them. {ASK}")


def check_records(session: Session, more: int = 1) -> None:
    """Pass where so many more records fit; raises Conflict. Houses without limits are not counted."""
    tenant_id = getattr(session.info.get("actor"), "tenant_id", None)
    most = of(session, tenant_id).records if tenant_id else None
    if most is None:
        return
    have = records(session)
    if have + more > most:
        raise Conflict(f"Your organisation may have {most:,} records and has {have:,}; {more:,} more do not fit. {ASK}")


@admits
def check_jobs(session: Session, actor: Actor) -> None:
    """Pass where the organisation may start one more job today, in the last 24 hours; raises Conflict."""
    most = of(session, actor.tenant_id).jobs_a_day if actor.tenant_id else None
    if most is not None and jobs(session) >= most:
        raise Conflict(f"Your organisation may start {most:,} long jobs in 24 hours, and has. {ASK}")


def jobs(session: Session) -> int:
    """How many long jobs people of this session's tenant started in the last 24 hours."""
    mine = (
        select(func.count())
        .select_from(Job)
        .where(
            col(Job.tenant_id) == session.info["actor"].tenant_id,
            col(Job.member_id).is_not(None),
            col(Job.job_type).in_([kind.name for kind in registered_kinds() if is_asked(kind)]),
            col(Job.created_at) > func.now() - timedelta(days=1),
        )
    )
    return session.scalar(mine) or 0


def requests(tenant_id: UUID, usual: int) -> int:
    """How many requests an organisation may make in a minute, known for some seconds."""
    at, most = _requests.get(tenant_id, (0.0, None))
    if time.monotonic() - at > KEPT:
        with house_session() as session:
            most = of(session, tenant_id).requests_a_minute
        _requests[tenant_id] = (time.monotonic(), most)
    return usual if most is None else min(usual, most)
