"""The mails of accounts; each carries one ticket.

Those about a log-in must be written where no tenant is at work: no organisation may read them in its outbox.
"""

from app.accounts import tickets
from app.accounts.models import Account, TicketKind
from app.core import mail
from app.core.db import Session, as_house
from app.core.settings import settings


def link(page: str, ticket: str) -> str:
    """The address of a page that takes a ticket."""
    return f"{settings().public_url}/{page}?ticket={ticket}"


def send_verification(session: Session, account: Account) -> None:
    """Mail the account a link that proves its address."""
    key, _ = tickets.issue(session, TicketKind.VERIFY, account.email, account_id=account.id)
    with as_house(session):
        mail.send(session, account.email, "verify-email", {"name": account.name, "link": link("verify", key)})


def send_reset(session: Session, account: Account) -> None:
    """Mail the account a link by which a new password is set."""
    key, _ = tickets.issue(session, TicketKind.RESET, account.email, account_id=account.id)
    with as_house(session):
        mail.send(session, account.email, "reset-password", {"name": account.name, "link": link("reset", key)})


def send_change(session: Session, account: Account, address: str) -> None:
    """Mail a new address a link by which the account takes it on; one change is open at a time."""
    with as_house(session):
        tickets.void_of(session, TicketKind.CHANGE, account.id)
    key, _ = tickets.issue(session, TicketKind.CHANGE, address, account_id=account.id)
    with as_house(session):
        mail.send(session, address, "change-email", {"name": account.name, "link": link("new-address", key)})


def send_changed(session: Session, name: str, before: str, address: str) -> None:
    """Mail the address that an account had that it logs in by another one from now on."""
    mail.send(session, before, "email-changed", {"name": name, "address": address})


def send_invitation(session: Session, to: str, key: str, company: str, inviter: str) -> None:
    """Mail somebody a link to join an organisation."""
    variables = {"company": company, "inviter": inviter, "link": link("invitation", key)}
    mail.send(session, to, "invitation", variables)
