"""Who may give which rights: nobody gives, or takes away, more than they hold themselves."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.accounts.identity import permissions_of
from app.accounts.models import Member, Role
from app.core.access import GRANTABLE, Permission, Reach
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound, Refused

OWNER = "owner"


def check_known(permissions: Iterable[Permission]) -> None:
    """Pass if all of these can be given to people at all; raises Invalid."""
    if strange := sorted(set(permissions) - GRANTABLE):
        raise Invalid("Some of these permissions cannot be given.", fields={"permissions": ", ".join(strange)})


def check_held(actor: Actor, permissions: Iterable[Permission], reach: Reach = Reach.ALL) -> None:
    """Pass if the actor holds all of these and sees as far; raises Refused."""
    if missing := sorted(set(permissions) - actor.permissions):
        raise Refused(f"You cannot give or take rights that you do not hold yourself ({', '.join(missing)}).")
    if actor.reach is Reach.OWN and reach is Reach.ALL:
        raise Refused("You see only your own records, so you cannot let others see all of them.")


def check_role(actor: Actor, role: Role) -> None:
    """Pass if the actor may put people into this role, or take them out of it; raises Refused."""
    if role.key == OWNER and actor.role != OWNER:
        raise Refused("Only an owner can make somebody an owner, or change one.")
    check_held(actor, permissions_of(role), Reach(role.reach) if permissions_of(role) else Reach.OWN)


def role_of(session: Session, key: str) -> Role:
    """The role with this key; raises NotFound."""
    role = session.scalar(select(Role).where(col(Role.key) == key))
    if role is None:
        raise NotFound("There is no such role (any more).")
    return role


def keep_an_owner(session: Session, leaving: Member | None = None) -> None:
    """Pass if somebody (else than `leaving`) who can log in stays an owner; of two who leave at once one must stay.

    Raises Conflict.
    """
    owners = session.scalars(
        select(col(Member.id))
        .where(col(Member.role) == OWNER, col(Member.active), col(Member.account_id).is_not(None))
        .order_by(col(Member.id))
        .with_for_update()
    ).all()
    if not set(owners) - ({leaving.id} if leaving else set()):
        raise Conflict("An organisation needs an owner who can log in. Make somebody else an owner first.")
