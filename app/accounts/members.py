"""The people of an organisation: who they are, what they can carry, what they may do."""

from typing import Annotated, Any, TypedDict, Unpack
from uuid import UUID

from pydantic import AwareDatetime, Field
from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import col

from app.accounts import pictures, sessions
from app.accounts.grants import OWNER, check_role, keep_an_owner, role_of
from app.accounts.inputs import Address, Label, Name, email_address
from app.accounts.models import Member, Picture, Role, Ticket, TicketKind
from app.accounts.rows import MemberRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound
from app.core.events import record
from app.core.live import publish
from app.core.times import utc_now

Words = Annotated[list[Label], Field(max_length=100)]
Capacity = Annotated[int, Field(ge=0, le=100_000)]
MOST = 1000


class MemberStart(TypedDict, total=False):
    """What a person may be given from the start; `away_until` None means they are here."""

    role: Label
    skills: Words
    territories: Words
    capacity: Capacity
    away_until: AwareDatetime | None


class MemberFields(MemberStart, total=False):
    """What can be changed in a person."""

    name: Name


def _row(member: Member, role_name: str, file_id: UUID | None) -> MemberRow:
    return MemberRow(
        id=member.id,
        name=member.name,
        email=member.email,
        picture=pictures.href(file_id),
        role=member.role,
        role_name=role_name,
        skills=member.skills,
        territories=member.territories,
        capacity=member.capacity,
        away_until=member.away_until,
        active=member.active,
        can_log_in=member.account_id is not None,
        sample=member.sample,
        version=member.version,
        created_at=member.created_at,
    )


def _people() -> Select[Member, str, UUID | None]:
    same = and_(col(Role.tenant_id) == col(Member.tenant_id), col(Role.key) == col(Member.role))
    own = and_(col(Picture.tenant_id) == col(Member.tenant_id), col(Picture.member_id) == col(Member.id))
    return select(Member, col(Role.name), col(Picture.file_id)).join(Role, same).outerjoin(Picture, own)


@action(
    "member.list",
    permission=Permission.PEOPLE_READ,
    effect=Effect.READ,
    title="Show people",
    palette="/settings/people",
)
def list_members(
    session: Session, actor: Actor, search: str | None = None, active: bool | None = None
) -> list[MemberRow]:
    """The people by name, at most 1,000; `search` looks at names and addresses, `active` picks one kind."""
    query = _people().order_by(func.lower(col(Member.name)), col(Member.id)).limit(MOST)
    if search and search.strip():
        word = search.strip()
        named = col(Member.name).icontains(word, autoescape=True)
        query = query.where(or_(named, col(Member.email).icontains(word, autoescape=True)))
    if active is not None:
        query = query.where(col(Member.active) == active)
    return [_row(member, role, file_id) for member, role, file_id in session.execute(query)]


@action("member.get", permission=Permission.PEOPLE_READ, effect=Effect.READ, title="Look at person")
def get(session: Session, actor: Actor, id: UUID) -> MemberRow:
    """One person; raises NotFound."""
    found = session.execute(_people().where(col(Member.id) == id)).first()
    if found is None:
        raise NotFound("There is no such person here.")
    member, role, file_id = found
    return _row(member, role, file_id)


@action("member.create", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Add person")
def create(
    session: Session, actor: Actor, name: Name, email: Address | None = None, **fields: Unpack[MemberStart]
) -> MemberRow:
    """Add somebody who owns records but does not log in; an invitation to the same address lets them in later."""
    role = role_of(session, fields.get("role", "rep"))
    check_role(actor, role)
    given: dict[str, Any] = {**fields, "role": role.key, "name": name}
    member = Member(**given, email=email_address(email) if email else None)
    session.add(member)
    session.flush()
    record(session, "member.created", member)
    return get(session, actor, member.id)


@action("member.update", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Change person")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **fields: Unpack[MemberFields]
) -> MemberRow:
    """Change a person; a new role holds from their next click on. Raises Conflict for a stale `version`."""
    member = _held(session, id)
    if version is not None and version != member.version:
        raise Conflict("Somebody else changed this person in the meantime; look again. Nothing was saved.")
    if (key := fields.get("role")) is not None and key != member.role:
        _move(session, actor, member, role_of(session, key))
    changes: dict[str, Any] = {**fields}
    for name, value in changes.items():
        setattr(member, name, value)
    return _done(session, actor, member, "member.updated")


def _move(session: Session, actor: Actor, member: Member, role: Role) -> None:
    check_role(actor, role_of(session, member.role))
    check_role(actor, role)
    if member.role == OWNER:
        keep_an_owner(session, member)


@action("member.deactivate", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Deactivate person")
def deactivate(session: Session, actor: Actor, id: UUID) -> MemberRow:
    """Let a person in no more: their sessions end at once, keys and invitations of theirs are worth nothing."""
    member = _held(session, id)
    check_role(actor, role_of(session, member.role))
    if member.role == OWNER:
        keep_an_owner(session, member)
    member.active = False
    _withdraw_invitations(session, actor, member)
    if member.account_id:
        sessions.end(session, member.account_id, tenant_id=member.tenant_id)
    return _done(session, actor, member, "member.deactivated")


def _withdraw_invitations(session: Session, actor: Actor, member: Member) -> None:
    sent = select(Ticket).where(
        col(Ticket.tenant_id) == actor.tenant_id,
        col(Ticket.kind) == TicketKind.INVITE.value,
        col(Ticket.invited_by_id) == member.id,
        col(Ticket.used_at).is_(None),
    )
    for ticket in session.scalars(sent):
        ticket.revoked_at = ticket.revoked_at or utc_now()


@action("member.reactivate", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Reactivate person")
def reactivate(session: Session, actor: Actor, id: UUID) -> MemberRow:
    """Let a person in again, in the role they had."""
    member = _held(session, id)
    check_role(actor, role_of(session, member.role))
    member.active = True
    return _done(session, actor, member, "member.reactivated")


def _held(session: Session, member_id: UUID) -> Member:
    member = session.scalar(select(Member).where(col(Member.id) == member_id).with_for_update())
    if member is None:
        raise NotFound("There is no such person here.")
    return member


def _done(session: Session, actor: Actor, member: Member, event: str) -> MemberRow:
    session.flush()
    record(session, event, member)
    publish(session, {"member": str(member.id), "changed": True})
    return get(session, actor, member.id)
