"""What an undo may not do to people and roles: it gives and takes no more than the one who undoes could by hand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.grants import OWNER, check_held, check_role, role_of
from app.accounts.models import Member
from app.core.access import GRANTABLE, Permission, Reach
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.core.history import Change
from app.core.history.undo import guard

RIGHTS = {"role", "active", "account_id"}


@guard("member")
def check_members(session: Session, actor: Actor, ids: list[UUID]) -> None:
    """Pass if the actor may give and take the roles concerned, and an owner stays; raises Refused or Conflict."""
    for key in sorted({key for change in _changes(session, "member") for key in _roles(session, change)}):
        check_role(actor, role_of(session, key))
    owners = select(func.count()).where(
        col(Member.role) == OWNER, col(Member.active), col(Member.account_id).is_not(None)
    )
    if not session.scalar(owners):
        raise Conflict("An organisation needs an owner who can log in, so this cannot be undone. Nothing was changed.")


@guard("role")
def check_roles(session: Session, actor: Actor, ids: list[UUID]) -> None:
    """Pass if the actor holds every right that a role gets back or loses; raises Refused."""
    for change in _changes(session, "role"):
        images = [image for image in (change.before, change.after) if image]
        names = {name for image in images for name in image.get("permissions", [])}
        wide = any(image.get("reach") == Reach.ALL for image in images)
        held = {Permission(name) for name in names if name in GRANTABLE}
        check_held(actor, held, Reach.ALL if wide else Reach.OWN)


def _changes(session: Session, table: str) -> Sequence[Change]:
    query = select(Change).where(col(Change.operation_id) == session.info["operation_id"], col(Change.tbl) == table)
    return session.scalars(query).all()


def _roles(session: Session, change: Change) -> set[str]:
    before, after = change.before or {}, change.after or {}
    if change.kind == "U" and not RIGHTS & after.keys():
        return set()
    known: set[Any] = {before.get("role"), after.get("role")} - {None}
    return known | set(session.scalars(select(col(Member.role)).where(col(Member.id) == change.row_id)))
