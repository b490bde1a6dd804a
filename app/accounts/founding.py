"""The founding of an organisation: its roles, its first member, and what features put into it from the start."""

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Account, Member, Membership, Role, Tenant
from app.core.access import GRANTABLE, ROLES, Reach
from app.core.actions import Action
from app.core.actions.run import open_operation
from app.core.actor import Actor, Kind
from app.core.db import Session, as_house, become
from app.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Founded:
    """What has just been founded, and whether its owner asked for sample data."""

    tenant_id: UUID
    company: str
    sample: bool


Hook = Callable[[Session, Actor, Founded], None]
_hooks: list[Hook] = []
TITLES = {"owner": "Owner", "admin": "Admin", "manager": "Manager", "rep": "Sales rep", "support": "Support"}


def on_founded(hook: Hook) -> Hook:
    """Call `hook` in the transaction that founds a tenant, as its owner, after those registered before."""
    _hooks.append(hook)
    return hook


def found(session: Session, action: Action[..., Any], account: Account, company: str, *, sample: bool = False) -> Actor:
    """Found an organisation owned by `account`; the session goes on as its owner, under a new operation of `action`."""
    tenant = Tenant(name=company, slug=free_slug(session, company), sample_wanted=sample)
    member_id = new_id()
    owner = _owner(account, tenant, member_id)
    with as_house(session):
        session.add(tenant)
        session.flush()
        session.add(Membership(account_id=account.id, tenant_id=tenant.id))
    operation_id = new_id()
    become(session, owner, operation_id)
    open_operation(session, owner, action, operation_id)
    session.add_all(_roles())
    session.flush()
    session.add(Member(id=member_id, account_id=account.id, name=account.name, email=account.email, role="owner"))
    session.flush()
    for hook in _hooks:
        hook(session, owner, Founded(tenant.id, company, sample))
    return owner


def _owner(account: Account, tenant: Tenant, member_id: UUID) -> Actor:
    return Actor(
        kind=Kind.MEMBER,
        tenant_id=tenant.id,
        member_id=member_id,
        account_id=account.id,
        name=account.name,
        role="owner",
        permissions=GRANTABLE,
        locale=account.locale or tenant.locale,
        zone=account.zone or tenant.zone,
        currency=tenant.currency,
    )


def _roles() -> list[Role]:
    return [
        Role(
            key=key,
            name=TITLES.get(key, key.capitalize()),
            permissions=sorted(permissions),
            reach=Reach.ALL.value,
            builtin=True,
        )
        for key, permissions in ROLES.items()
    ]


def slug_of(text: str) -> str:
    """The text as part of an address: a-z, 0-9 and hyphens, at most 40 characters; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def free_slug(session: Session, company: str) -> str:
    """A slug made of the company's name that no other tenant has."""
    wanted = slug_of(company) or "company"
    with as_house(session):
        taken = session.scalar(select(col(Tenant.id)).where(col(Tenant.slug) == wanted))
    return f"{wanted}-{secrets.token_hex(3)}" if taken else wanted
