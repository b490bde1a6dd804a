"""Invitations: somebody asked to join, who joins with the ticket of the mail."""

from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlmodel import col

from app.accounts import allowances, passwords, tickets
from app.accounts.caller import caller
from app.accounts.entry import account_of, refuse_signed_in
from app.accounts.grants import check_role, role_of
from app.accounts.inputs import Address, Label, Name, Secret, email_address
from app.accounts.joining import join
from app.accounts.letters import send_invitation
from app.accounts.models import Account, Member, Role, Tenant, Ticket, TicketKind
from app.accounts.rows import InvitationLook, InvitationRow, Welcome
from app.accounts.sign_up import new_account
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house, become
from app.core.errors import Conflict, NotFound, Unauthenticated
from app.core.events import touch
from app.core.times import utc_now

DAY = 86_400


def _pending(actor: Actor) -> Select[Ticket, str, str]:
    role = and_(col(Role.tenant_id) == col(Ticket.tenant_id), col(Role.key) == col(Ticket.role))
    return (
        select(Ticket, col(Role.name), col(Member.name))
        .outerjoin(Role, role)
        .outerjoin(Member, col(Member.id) == col(Ticket.invited_by_id))
        .where(
            col(Ticket.tenant_id) == actor.tenant_id,
            col(Ticket.kind) == TicketKind.INVITE.value,
            col(Ticket.used_at).is_(None),
            col(Ticket.revoked_at).is_(None),
            col(Ticket.expires_at) > func.now(),
        )
        .order_by(col(Ticket.created_at).desc())
        .limit(1000)
    )


def _row(ticket: Ticket, role_name: str | None, inviter: str | None) -> InvitationRow:
    role = ticket.role or ""
    return InvitationRow(
        ticket.id, ticket.email, role, role_name or role, inviter, ticket.created_at, ticket.expires_at
    )


@action("invitation.list", permission=Permission.PEOPLE_READ, effect=Effect.READ, title="Show invitations")
def list_invitations(session: Session, actor: Actor) -> list[InvitationRow]:
    """The invitations that are open, newest first."""
    return [_row(ticket, role, inviter) for ticket, role, inviter in session.execute(_pending(actor))]


@action(
    "invitation.send",
    permission=Permission.PEOPLE_WRITE,
    effect=Effect.EXTERNAL,
    title="Invite colleague",
    palette="/settings/people?invite=1",
)
def send(session: Session, actor: Actor, email: Address, role: Label = "rep") -> InvitationRow:
    """Mail somebody an invitation to a role; an earlier one to the same address is void."""
    address, wanted = email_address(email), role_of(session, role)
    check_role(actor, wanted)
    member = session.scalar(select(Member).where(func.lower(col(Member.email)) == address))
    if member and member.account_id:
        raise Conflict("This person is here already.", fields={"email": "belongs to one of your people"})
    if actor.tenant_id:
        allowances.check_people(session, actor.tenant_id)
    limits.hit("invitation.send", str(actor.tenant_id), 200, DAY)
    key, ticket = tickets.issue(
        session,
        TicketKind.INVITE,
        address,
        tenant_id=actor.tenant_id,
        role=wanted.key,
        invited_by_id=actor.member_id,
    )
    send_invitation(session, address, key, _company(session, actor.tenant_id), actor.name)
    touch(session, "ticket")
    return _row(ticket, wanted.name, actor.name)


def _company(session: Session, tenant_id: UUID | None) -> str:
    return session.scalar(select(col(Tenant.name)).where(col(Tenant.id) == tenant_id)) or ""


@action("invitation.revoke", permission=Permission.PEOPLE_WRITE, effect=Effect.WRITE, title="Withdraw invitation")
def revoke(session: Session, actor: Actor, id: UUID) -> None:
    """Make an open invitation worthless; raises NotFound."""
    found = session.execute(_pending(actor).where(col(Ticket.id) == id)).first()
    if found is None:
        raise NotFound("There is no such open invitation.")
    found[0].revoked_at = utc_now()
    touch(session, "ticket")


@action("invitation.look", permission=Permission.PUBLIC, effect=Effect.READ, title="Look at invitation")
def look(session: Session, actor: Actor, ticket: Secret) -> InvitationLook:
    """What an invitation is about, for its holder; raises Invalid for a ticket that is no longer valid."""
    found = tickets.look(session, TicketKind.INVITE, ticket)
    account = account_of(session, found.email)
    become(session, Actor(tenant_id=found.tenant_id))
    role = role_of(session, found.role or "")
    inviter = session.scalar(select(col(Member.name)).where(col(Member.id) == found.invited_by_id))
    return InvitationLook(
        _company(session, found.tenant_id), found.email, role.name, inviter, has_account=account is not None
    )


@action("invitation.accept", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Join")
def accept(session: Session, actor: Actor, ticket: Secret, name: Name, password: Secret) -> Welcome:
    """Join with an invitation and sign in: with a new password, or with one's own where the account exists."""
    refuse_signed_in(actor)
    found = tickets.take(session, TicketKind.INVITE, ticket)
    account = account_of(session, found.email)
    if account is None:
        account = new_account(session, found.email, name, password, verified_at=utc_now())
    else:
        _prove(session, account, password)
    return join(session, accept, found, account)


def _prove(session: Session, account: Account, password: str) -> None:
    limits.hit("log_in.person", f"{account.email}|{caller().address}", 10, 900)
    if not passwords.fits(password, account.password_hash):
        raise Unauthenticated("You have an account already; please join with its password. Nothing was changed.")
    with as_house(session):
        account.verified_at = account.verified_at or utc_now()
