"""Work that is done later for a person, with the rights the person has by then."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts.identity import as_actor
from app.accounts.models import Account, Member, Role, Tenant
from app.core.actor import Actor, house
from app.core.db import Session, as_house, become
from app.core.errors import Refused
from app.core.queue import Job


def on_behalf(session: Session, tenant_id: UUID | None, member_id: UUID | None, job_id: UUID | None = None) -> Actor:
    """Let the session go on as this member, with today's rights; as the house where nobody is named.

    What an API key asked for by the job `job_id` goes no further than the key may. Raises Refused where the person has
    left.
    """
    operation_id = session.info.get("operation_id")
    actor = _member(session, member_id) if member_id and tenant_id else _house(session, tenant_id)
    scopes = session.scalar(select(col(Job.scopes)).where(col(Job.id) == job_id)) if job_id else None
    if scopes is not None:
        actor = replace(actor, permissions=frozenset(one for one in actor.permissions if one in scopes))
    become(session, actor, operation_id)
    return actor


def _house(session: Session, tenant_id: UUID | None) -> Actor:
    tenant = session.get(Tenant, tenant_id) if tenant_id else None
    if tenant is None:
        return house(tenant_id)
    return replace(house(tenant_id), locale=tenant.locale, zone=tenant.zone, currency=tenant.currency)


def _member(session: Session, member_id: UUID) -> Actor:
    query = (
        select(Member, Role, Tenant)
        .join(Role, and_(col(Role.tenant_id) == col(Member.tenant_id), col(Role.key) == col(Member.role)))
        .join(Tenant, col(Tenant.id) == col(Member.tenant_id))
        .where(col(Member.id) == member_id, col(Member.active), col(Tenant.active))
    )
    found = session.execute(query).first()
    if found is None:
        raise Refused("The person for whom this was to be done no longer works here. Nothing was changed.")
    member, role, tenant = found
    with as_house(session):
        account = session.get(Account, member.account_id) if member.account_id else None
    return as_actor(member, role, tenant, account=account)
