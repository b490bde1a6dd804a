"""A forgotten password, and the proof of an e-mail address."""

from app.accounts import passwords, sessions, tickets
from app.accounts.caller import caller
from app.accounts.entry import account_of
from app.accounts.inputs import Address, Secret
from app.accounts.letters import send_reset, send_verification
from app.accounts.models import Account, TicketKind
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house, house_session
from app.core.errors import Invalid
from app.core.times import utc_now

HOUR = 3600


@action("account.ask_reset", permission=Permission.PUBLIC, effect=Effect.EXTERNAL, title="Ask for a new password")
def ask_reset(session: Session, actor: Actor, email: Address) -> None:
    """Mail a link for a new password to this address if it has an account; the answer is the same if it has none."""
    address = email.lower()
    if where := caller().address:
        limits.hit("ask_reset.address", where, 60, HOUR)
    limits.hit("ask_reset.email", address, 5, HOUR)
    if account := account_of(session, address):
        send_reset(session, account)


@action("account.reset", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Set a new password")
def reset(session: Session, actor: Actor, ticket: Secret, password: Secret) -> None:
    """Set a new password with the ticket of the mail; all sessions of the account end, and its address is proven."""
    taken = tickets.take(session, TicketKind.RESET, ticket)
    account = _account(session, taken.account_id, taken.email)
    passwords.check(password, account.email, account.name)
    with as_house(session):
        account.password_hash = passwords.hashed(password)
        account.verified_at = account.verified_at or utc_now()
        tickets.void(session, TicketKind.RESET, account.email)
    sessions.end(session, account.id)


@action("account.verify", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Confirm the e-mail address")
def verify(session: Session, actor: Actor, ticket: Secret) -> None:
    """Prove the e-mail address with the ticket of the mail."""
    taken = tickets.take(session, TicketKind.VERIFY, ticket)
    account = _account(session, taken.account_id, taken.email)
    with as_house(session):
        account.verified_at = account.verified_at or utc_now()


@action("account.ask_verification", permission=Permission.SELF, effect=Effect.EXTERNAL, title="Send the check again")
def ask_verification(session: Session, actor: Actor) -> None:
    """Mail the link that proves the address once more, where it is not proven yet."""
    limits.hit("ask_verification", str(actor.account_id), 5, HOUR)
    with house_session() as house:
        account = house.get(Account, actor.account_id)
        if account and account.verified_at is None:
            send_verification(house, account)


def _account(session: Session, account_id: object, email: str) -> Account:
    with as_house(session):
        account = session.get(Account, account_id)
    # A ticket proves the address that it was sent to, not one that the account took on later.
    if account is None or account.email != email:
        raise Invalid(tickets.GONE, fields={"ticket": "no longer valid"})
    return account
