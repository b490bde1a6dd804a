"""From a log-in or a key to the actor it stands for, with today's rights."""

from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts.models import Account, Member, Role, Tenant
from app.core.access import ROLES, VIEWER, Permission, Reach
from app.core.actor import Actor, Kind
from app.core.db import Session, become
from app.core.times import utc_now

KNOWN = {permission.value: permission for permission in Permission}


def permissions_of(role: Role) -> frozenset[Permission]:
    """What a role allows; a built-in role grows with the house, so the code decides and not the row."""
    if role.builtin and role.key in ROLES:
        return ROLES[role.key]
    return frozenset(KNOWN[name] for name in role.permissions if name in KNOWN)


def member_actor(session: Session, account: Account, tenant_id: UUID, session_id: UUID | None = None) -> Actor | None:
    """The account at work in a tenant, or None where it may not work there (any more).

    The session, which must see the tables of the house, goes on as this tenant.
    """
    become(session, Actor(tenant_id=tenant_id))
    query = (
        select(Member, Role, Tenant)
        .join(Role, and_(col(Role.tenant_id) == col(Member.tenant_id), col(Role.key) == col(Member.role)))
        .join(Tenant, col(Tenant.id) == col(Member.tenant_id))
        .where(col(Member.account_id) == account.id, col(Member.active), col(Tenant.active))
    )
    found = session.execute(query).first()
    if found is None:
        return None
    member, role, tenant = found
    return as_actor(member, role, tenant, account=account, session_id=session_id)


def as_actor(
    member: Member, role: Role, tenant: Tenant, *, account: Account | None = None, session_id: UUID | None = None
) -> Actor:
    """The actor that a member is; `account` gives their own language and zone."""
    return Actor(
        kind=Kind.MEMBER,
        tenant_id=tenant.id,
        member_id=member.id,
        account_id=member.account_id,
        session_id=session_id,
        name=member.name,
        role=role.key,
        permissions=permissions_of(role),
        reach=Reach(role.reach),
        locale=(account and account.locale) or tenant.locale,
        zone=(account and account.zone) or tenant.zone,
        currency=tenant.currency,
    )


def visiting_actor(session: Session, account: Account, tenant_id: UUID, session_id: UUID) -> Actor | None:
    """The operator as a reader in a tenant whose owner lets them in just now, else None."""
    tenant = session.get(Tenant, tenant_id)
    if not account.operator or tenant is None or tenant.operator_until is None or tenant.operator_until <= utc_now():
        return None
    become(session, Actor(tenant_id=tenant_id))
    return Actor(
        kind=Kind.OPERATOR,
        tenant_id=tenant_id,
        account_id=account.id,
        session_id=session_id,
        name=f"{account.name} (operator)",
        role="operator",
        permissions=VIEWER,
        locale=account.locale or tenant.locale,
        zone=account.zone or tenant.zone,
        currency=tenant.currency,
    )
