"""Actors in tenants of their own."""

from app.core.access import GRANTABLE, ROLES, Permission, Reach
from app.core.actor import Actor, Kind
from app.core.ids import new_id


def new_owner(name: str = "Olivia Owner") -> Actor:
    """The owner of a fresh tenant, with every permission."""
    return Actor(
        kind=Kind.MEMBER,
        tenant_id=new_id(),
        member_id=new_id(),
        account_id=new_id(),
        name=name,
        role="owner",
        permissions=GRANTABLE,
    )


def colleague(
    owner: Actor,
    name: str = "Carl Colleague",
    role: str = "viewer",
    permissions: frozenset[Permission] | None = None,
    reach: Reach = Reach.ALL,
) -> Actor:
    """Another member of the owner's tenant, with the permissions of `role` or those given."""
    return Actor(
        kind=Kind.MEMBER,
        tenant_id=owner.tenant_id,
        member_id=new_id(),
        account_id=new_id(),
        name=name,
        role=role,
        permissions=ROLES[role] if permissions is None else permissions,
        reach=reach,
    )
