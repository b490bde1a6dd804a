"""Actors in tenants of their own, with the rows that stand behind them."""

from app.accounts.models import Account, Member, Membership, Role, Tenant
from app.core.access import GRANTABLE, ROLES, Permission, Reach
from app.core.actor import Actor, Kind
from app.core.db import Session, open_session
from app.core.db.session import as_house
from app.core.ids import new_id


def new_owner(name: str = "Olivia Owner") -> Actor:
    """The owner of a fresh tenant, with every permission."""
    tenant_id = new_id()
    owner = _actor(Actor(tenant_id=tenant_id), name, "owner", GRANTABLE, Reach.ALL)
    with open_session(owner) as session, as_house(session):
        session.add(Tenant(id=tenant_id, name=f"{name}'s company", slug=tenant_id.hex))
        session.flush()
        for key, permissions in ROLES.items():
            session.add(Role(key=key, name=key.title(), permissions=sorted(permissions), builtin=True))
        session.flush()
        _join(session, owner)
    return owner


def colleague(
    owner: Actor,
    name: str = "Carl Colleague",
    role: str = "viewer",
    permissions: frozenset[Permission] | None = None,
    reach: Reach = Reach.ALL,
) -> Actor:
    """Another member of the owner's tenant, with the permissions of `role` or those given."""
    made = _actor(owner, name, role, ROLES[role] if permissions is None else permissions, reach)
    with open_session(owner) as session, as_house(session):
        _join(session, made)
    return made


def _actor(near: Actor, name: str, role: str, permissions: frozenset[Permission], reach: Reach) -> Actor:
    return Actor(
        kind=Kind.MEMBER,
        tenant_id=near.tenant_id,
        member_id=new_id(),
        account_id=new_id(),
        name=name,
        role=role,
        permissions=permissions,
        reach=reach,
    )


def _join(session: Session, actor: Actor) -> None:
    assert actor.account_id
    assert actor.member_id
    email = f"{actor.member_id.hex}@example.com"
    session.add(Account(id=actor.account_id, email=email, name=actor.name, password_hash="none"))
    session.flush()
    session.add(Membership(account_id=actor.account_id, tenant_id=actor.tenant_id))
    session.add(Member(id=actor.member_id, account_id=actor.account_id, name=actor.name, email=email, role=actor.role))
    session.flush()
