"""Roles: the built-in ones, and those an organisation makes for itself."""

from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.founding import slug_of
from app.accounts.grants import check_held, check_known, check_role
from app.accounts.identity import permissions_of
from app.accounts.inputs import Label
from app.accounts.models import Member, Role, Ticket, TicketKind
from app.accounts.rows import RoleRow
from app.core.access import Permission, Reach
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound, Refused
from app.core.events import record
from app.core.live import publish

MOST = 100
PAGE = "/settings/roles"


class RoleFields(TypedDict, total=False):
    """What can be changed in a role of one's own."""

    name: Label
    permissions: list[Permission]
    reach: Reach


def _row(role: Role, members: int) -> RoleRow:
    return RoleRow(
        id=role.id,
        key=role.key,
        name=role.name,
        permissions=sorted(permissions_of(role)),
        reach=Reach(role.reach),
        builtin=role.builtin,
        members=members,
        version=role.version,
    )


def _holders(session: Session, key: str) -> list[UUID]:
    return list(session.scalars(select(col(Member.id)).where(col(Member.role) == key)))


@action(
    "role.list", permission=Permission.PEOPLE_READ, effect=Effect.READ, title="Show roles", palette="/settings/roles"
)
def list_roles(session: Session, actor: Actor) -> list[RoleRow]:
    """All roles, the strongest first, each with how many people hold it."""
    held = select(col(Member.role), func.count()).group_by(col(Member.role))
    counts: dict[str, int] = {key: number for key, number in session.execute(held)}
    rows = [_row(role, counts.get(role.key, 0)) for role in session.scalars(select(Role))]
    return sorted(rows, key=lambda row: (row.key != "owner", -len(row.permissions), row.name.lower()))


@action("role.create", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Create role")
def create(
    session: Session, actor: Actor, name: Label, permissions: list[Permission], reach: Reach = Reach.ALL
) -> RoleRow:
    """Make a role; raises Refused for rights that the actor does not hold."""
    check_known(permissions)
    check_held(actor, permissions, reach)
    if len(session.scalars(select(col(Role.id)).limit(MOST)).all()) >= MOST:
        raise Conflict(f"An organisation can have {MOST} roles. Delete one that nobody holds first.")
    role = Role(key=_free_key(session, name), name=name, permissions=sorted(set(permissions)), reach=reach.value)
    session.add(role)
    session.flush()
    record(session, "role.created", role)
    return _row(role, 0)


def _free_key(session: Session, name: str) -> str:
    wanted = slug_of(name) or "role"
    taken = set(session.scalars(select(col(Role.key)).where(col(Role.key).startswith(wanted, autoescape=True))))
    return next(key for key in [wanted, *(f"{wanted}-{n}" for n in range(2, MOST + 3))] if key not in taken)


@action("role.update", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Change role")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **fields: Unpack[RoleFields]
) -> RoleRow:
    """Change a role of one's own making; whoever holds it has the new rights at their next click."""
    role = _own_role(session, actor, id)
    if version is not None and version != role.version:
        raise Conflict("Somebody else changed this role in the meantime; look at it again. Nothing was saved.")
    wanted = fields.get("permissions", sorted(permissions_of(role)))
    check_known(wanted)
    check_held(actor, wanted, fields.get("reach", Reach(role.reach)))
    changes: dict[str, Any] = {**fields}
    for name, value in changes.items():
        setattr(role, name, sorted(set(value)) if name == "permissions" else value)
    session.flush()
    record(session, "role.updated", role)
    holders = _holders(session, role.key)
    for member_id in holders:
        publish(session, {"member": str(member_id), "changed": True})
    return _row(role, len(holders))


@action("role.delete", permission=Permission.PEOPLE_WRITE, effect=Effect.DESTRUCTIVE, title="Delete role")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete a role that nobody holds and nobody is invited to; raises Conflict."""
    role = _own_role(session, actor, id)
    if holders := len(_holders(session, role.key)):
        raise Conflict(f"This role is held by {holders} of your people; give them another one first.")
    invited = select(col(Ticket.id)).where(
        col(Ticket.tenant_id) == actor.tenant_id,
        col(Ticket.kind) == TicketKind.INVITE.value,
        col(Ticket.role) == role.key,
        col(Ticket.used_at).is_(None),
        col(Ticket.revoked_at).is_(None),
        col(Ticket.expires_at) > func.now(),
    )
    if session.scalar(invited.limit(1)):
        raise Conflict("Somebody is invited to this role; withdraw the invitation first.")
    record(session, "role.deleted", role)
    session.delete(role)
    session.flush()


def _own_role(session: Session, actor: Actor, role_id: UUID) -> Role:
    role = session.scalar(select(Role).where(col(Role.id) == role_id).with_for_update())
    if role is None:
        raise NotFound("There is no such role (any more).")
    if role.builtin:
        raise Refused("The built-in roles cannot be changed; make a role of your own.")
    check_role(actor, role)
    return role
