"""Another e-mail address for one's log-in: asked for with the password, taken on with the ticket of a mail to it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts import passwords, tickets
from app.accounts.entry import account_of, tenants_of
from app.accounts.identity import member_actor
from app.accounts.inputs import Address, Secret, email_address
from app.accounts.letters import send_change, send_changed
from app.accounts.models import Account, Member, TicketKind
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actions.run import open_operation
from app.core.actor import Actor
from app.core.db import Session, as_house, become, house_session
from app.core.errors import Conflict, Invalid, Unauthenticated
from app.core.events import touch
from app.core.ids import new_id
from app.core.times import utc_now

QUARTER = 900


@action("account.change_email", permission=Permission.SELF, effect=Effect.EXTERNAL, title="Change e-mail address")
def change_email(session: Session, actor: Actor, email: Address, password: Secret) -> None:
    """Mail a link to the new address; the log-in keeps the present one until the link is opened.

    The answer is the same where another account has this address; that one gets no mail. Raises Invalid for a wrong
    password or an address that cannot be one.
    """
    limits.hit("change_email", str(actor.account_id), 10, QUARTER)
    address = email_address(email)
    with house_session() as house:
        account = house.get(Account, actor.account_id)
        if account is None:
            raise Unauthenticated("Your account is gone. Please log in again.")
        if not passwords.fits(password, account.password_hash):
            raise Invalid("The password is wrong; nothing was changed.", fields={"password": "is wrong"})
        if address == account.email.lower():
            raise Invalid("This is your address already.", fields={"email": "is the present one"})
        if account_of(house, address) is None:
            send_change(house, account, address)


@action("account.confirm_email", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Take on the new address")
def confirm_email(session: Session, actor: Actor, ticket: Secret) -> None:
    """Log in by the address that the ticket was sent to from now on; the former one is told.

    Raises Invalid for a ticket that is no longer good, Conflict where another account took the address meanwhile.
    """
    taken = tickets.take(session, TicketKind.CHANGE, ticket)
    if account_of(session, taken.email) is not None:
        raise Conflict("This address belongs to another account by now. Nothing was changed.")
    with as_house(session):
        account = session.get(Account, taken.account_id)
        if account is None:
            raise Invalid(tickets.GONE, fields={"ticket": "no longer valid"})
        before, account.email, account.verified_at = account.email, taken.email, utc_now()
        for kind in (TicketKind.RESET, TicketKind.VERIFY):
            tickets.void(session, kind, before)
    for tenant_id in tenants_of(session, account.id):
        _in_tenant(session, account, tenant_id)
    with house_session() as house:
        send_changed(house, account.name, before, account.email)


def _in_tenant(session: Session, account: Account, tenant_id: UUID) -> None:
    with as_house(session):
        member = member_actor(session, account, tenant_id)
    if member is None:
        return
    operation_id = new_id()
    become(session, member, operation_id)
    open_operation(session, member, confirm_email, operation_id)
    taken = select(col(Member.id)).where(func.lower(col(Member.email)) == account.email)
    mine = session.scalar(select(Member).where(col(Member.account_id) == account.id))
    # A colleague without a log-in may stand under this address; their records stay theirs.
    if mine is not None and session.scalar(taken) is None:
        mine.email = account.email
        touch(session, "member")
    session.flush()
