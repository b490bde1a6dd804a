"""Figures for the operator: how the parts do and how much each organisation uses."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from redis import RedisError
from sqlalchemy import ColumnElement, func, select, text
from sqlmodel import col

from app.accounts.models import LoginSession, Membership, Tenant
from app.accounts.operator_rows import Health, Usage
from app.core import mail
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.events import Event
from app.core.mail import Mail
from app.core.queue import Job, State
from app.core.redis_link import link
from app.core.times import utc_now

MONTH = timedelta(days=30)


@action("operator.health", permission=Permission.OPERATOR, effect=Effect.READ, title="Show health")
def health(session: Session, actor: Actor) -> Health:
    """How database, Redis, mail and queue do."""
    size = func.pg_database_size(func.current_database())
    connections = select(func.count()).select_from(text("pg_stat_activity"))
    oldest = select(func.extract("epoch", func.now() - func.min(col(Job.scheduled_for)))).where(
        col(Job.status).in_((State.PENDING, State.RETRYING)), col(Job.scheduled_for) <= func.now()
    )
    with as_house(session):
        jobs = session.execute(select(col(Job.status), func.count()).group_by(col(Job.status))).all()
        waited = session.scalar(oldest)
    return Health(
        database_version=str(session.scalar(select(func.current_setting("server_version")))),
        database_size=session.scalar(select(size)) or 0,
        connections=session.scalar(connections) or 0,
        redis=_redis(),
        mail=mail.configured(),
        jobs={str(status): number for status, number in jobs},
        oldest_wait=float(waited or 0),
    )


def _redis() -> bool:
    way = link()
    try:
        client = way.client()
        return client is not None and client.exists("steward") is not None
    except RedisError:
        return False


@action("operator.usage", permission=Permission.OPERATOR, effect=Effect.READ, title="Show usage")
def usage(session: Session, actor: Actor) -> list[Usage]:
    """What each organisation used within the last 30 days, the busiest first, at most 500."""
    since = utc_now() - MONTH
    with as_house(session):
        tenants = session.scalars(select(Tenant).order_by(col(Tenant.created_at).desc()).limit(500)).all()
        members = _counts(session, Membership, col(Membership.tenant_id))
        logins = _counts(session, LoginSession, col(LoginSession.tenant_id), col(LoginSession.seen_at) > since)
        events = _counts(session, Event, col(Event.tenant_id), col(Event.created_at) > since)
        jobs = _counts(session, Job, col(Job.tenant_id), col(Job.created_at) > since)
        mails = _counts(session, Mail, col(Mail.tenant_id), col(Mail.created_at) > since)
    columns = (members, logins, events, jobs, mails)
    found = [Usage(t.id, t.name, *(column.get(t.id, 0) for column in columns)) for t in tenants]
    return sorted(found, key=lambda row: -row.events)


def _counts(session: Session, table: type[Any], tenant: Any, *conditions: ColumnElement[bool]) -> dict[UUID, int]:
    query = select(tenant, func.count()).select_from(table).where(*conditions).group_by(tenant)
    return {tenant_id: number for tenant_id, number in session.execute(query)}
