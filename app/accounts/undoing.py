"""What an undo may not do to people and roles: give or take more than the actor holds, or leave no owner."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts import sessions
from app.accounts.grants import OWNER, check_held, check_role, keep_an_owner, role_of
from app.accounts.identity import KNOWN
from app.accounts.models import Member
from app.core.access import Permission, Reach
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound, Refused
from app.core.history import Change
from app.core.history.undo.guards import guard
from app.core.live import publish

RIGHTS = {"role", "active", "account_id"}


def _changes(session: Session, table: str) -> Iterator[Change]:
    mine = select(Change).where(col(Change.operation_id) == session.info.get("operation_id"), col(Change.tbl) == table)
    return iter(session.scalars(mine.order_by(col(Change.seq))).all())


@guard("member")
def check_people(session: Session, actor: Actor, ids: list[UUID]) -> None:
    """Pass if the actor might have done to these people by hand what the undo did; raises Refused or Conflict."""
    for change in _changes(session, "member"):
        images: list[dict[str, Any]] = [image for image in (change.before, change.after) if image]
        if change.row_id != actor.member_id:
            actor.check(Permission.PEOPLE_WRITE)
        if change.kind != "U" or any(RIGHTS & image.keys() for image in images):
            actor.check(Permission.PEOPLE_WRITE)
            _check_roles(session, actor, change.row_id, images)
        publish(session, {"member": str(change.row_id), "changed": True})
    keep_an_owner(session)
    _end_sessions(session, ids)


def _check_roles(session: Session, actor: Actor, member_id: UUID, images: list[dict[str, Any]]) -> None:
    now = session.scalar(select(col(Member.role)).where(col(Member.id) == member_id))
    for key in {now, *(image.get("role") for image in images)} - {None}:
        if key == OWNER and actor.role != OWNER:
            raise Refused("Only an owner can make somebody an owner, or change one.")
        try:
            check_role(actor, role_of(session, str(key)))
        except NotFound:
            continue


def _end_sessions(session: Session, ids: list[UUID]) -> None:
    out = select(col(Member.account_id), col(Member.tenant_id)).where(
        col(Member.id).in_(ids), col(Member.account_id).is_not(None), col(Member.active).is_(False)
    )
    for account_id, tenant_id in session.execute(out).all():
        assert account_id
        sessions.end(session, account_id, tenant_id=tenant_id)


@guard("role")
def check_rights(session: Session, actor: Actor, ids: list[UUID]) -> None:
    """Pass if the actor holds all that these roles allowed before and allow now; raises Refused."""
    for change in _changes(session, "role"):
        actor.check(Permission.PEOPLE_WRITE)
        for image in (change.before, change.after):
            if image and image.get("builtin"):
                raise Refused("The built-in roles stay as they are.")
            held: list[str] = (image or {}).get("permissions", [])
            reach = Reach((image or {}).get("reach", Reach.OWN))
            check_held(actor, [KNOWN[name] for name in held if name in KNOWN], reach)
