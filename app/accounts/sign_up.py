"""Signing up: an account, and the organisation it founds."""

from datetime import datetime

from app.accounts import passwords
from app.accounts.caller import caller
from app.accounts.entry import account_of, refuse_signed_in, welcome
from app.accounts.founding import found
from app.accounts.inputs import Address, Name, Secret, email_address
from app.accounts.letters import send_verification
from app.accounts.models import Account
from app.accounts.rows import Welcome
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.errors import Conflict

HOUR = 3600


@action("account.sign_up", permission=Permission.PUBLIC, effect=Effect.EXTERNAL, title="Sign up")
def sign_up(
    session: Session,
    actor: Actor,
    company: Name,
    name: Name,
    email: Address,
    password: Secret,
    sample: bool = False,
) -> Welcome:
    """Found an organisation and sign its owner in; `sample` asks for sample data.

    With the password of an account that exists, that account founds a further organisation.
    """
    refuse_signed_in(actor)
    if where := caller().address:
        limits.hit("sign_up", where, 60, HOUR)
    address = email_address(email)
    account = _known(session, address, password) or new_account(session, address, name, password)
    if account.verified_at is None:
        send_verification(session, account)
    owner = found(session, sign_up, account, company, sample=sample)
    return welcome(session, owner)


def _known(session: Session, email: str, password: str) -> Account | None:
    account = account_of(session, email)
    if account is None:
        return None
    limits.hit("log_in.email", email, 100, HOUR)
    if not passwords.fits(password, account.password_hash):
        raise Conflict(
            "There is an account with this e-mail address already; log in, or ask for a new password.",
            fields={"email": "already has an account"},
        )
    return account


def new_account(
    session: Session, email: str, name: str, password: str, *, verified_at: datetime | None = None
) -> Account:
    """Add the account of a person; raises Invalid for a weak password."""
    passwords.check(password, email, name)
    account = Account(email=email, name=name, password_hash=passwords.hashed(password), verified_at=verified_at)
    with as_house(session):
        session.add(account)
    return account
