"""Joining an organisation, as the holder of an invitation does."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.accounts import allowances
from app.accounts.entry import welcome
from app.accounts.grants import role_of
from app.accounts.identity import member_actor
from app.accounts.models import Account, Member, Membership, Ticket
from app.accounts.rows import Welcome
from app.core.actions import Action
from app.core.actions.run import announce, open_operation
from app.core.actor import Actor, Kind
from app.core.db import Session, as_house, become
from app.core.errors import Conflict, Refused
from app.core.events import record
from app.core.ids import new_id


def join(session: Session, action: Action[..., Any], ticket: Ticket, account: Account) -> Welcome:
    """Make the account a member in the role of the ticket, and sign it in; the session goes on as that member."""
    assert ticket.tenant_id
    allowances.check_people(session, ticket.tenant_id)
    become(session, Actor(tenant_id=ticket.tenant_id))
    member = _waiting(session, ticket.email, account) or Member(name=account.name, email=account.email)
    newcomer = Actor(
        kind=Kind.MEMBER, tenant_id=ticket.tenant_id, member_id=member.id, account_id=account.id, name=account.name
    )
    operation_id = new_id()
    become(session, newcomer, operation_id)
    open_operation(session, newcomer, action, operation_id)
    member.account_id, member.role, member.active = account.id, role_of(session, ticket.role or "").key, True
    session.add(member)
    actor = _let_in(session, account, ticket.tenant_id)
    become(session, actor, operation_id)
    record(session, "member.joined", member)
    announce(session, actor)
    return welcome(session, actor)


def _let_in(session: Session, account: Account, tenant_id: UUID) -> Actor:
    with as_house(session):
        known = insert(Membership).values(id=new_id(), account_id=account.id, tenant_id=tenant_id)
        session.execute(known.on_conflict_do_nothing())
        actor = member_actor(session, account, tenant_id)
    if actor is None:
        raise Refused("This organisation is closed at present; ask the person who invited you.")
    return actor


def _waiting(session: Session, email: str, account: Account) -> Member | None:
    """The member without an account who has this address: a sales agent of an import, say, who now logs in."""
    if session.scalar(select(col(Member.id)).where(col(Member.account_id) == account.id)):
        raise Conflict("You belong to this organisation already; just log in.")
    found = select(Member).where(func.lower(col(Member.email)) == email, col(Member.account_id).is_(None))
    return session.scalar(found.with_for_update())
