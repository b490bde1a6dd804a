"""Logging in and out."""

from app.accounts import passwords, sessions
from app.accounts.caller import caller
from app.accounts.entry import account_of, let_in, refuse_signed_in
from app.accounts.inputs import Address, Secret
from app.accounts.models import Account
from app.accounts.rows import Welcome
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.errors import Unauthenticated

QUARTER = 900
WRONG = "E-mail or password is wrong. Please try again, or ask for a new password."


@action("account.log_in", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Log in")
def log_in(session: Session, actor: Actor, email: Address, password: Secret) -> Welcome:
    """Sign a person in with e-mail and password; the answer is the same for a wrong and for an unknown address."""
    refuse_signed_in(actor)
    address = email.lower()
    _count(address)
    account = account_of(session, address)
    if not passwords.fits(password, account.password_hash if account else None) or account is None:
        raise Unauthenticated(WRONG)
    _renew(session, account, password)
    limits.forget("log_in.person", _person(address), QUARTER)
    return let_in(session, log_in, account)


def _person(address: str) -> str:
    return f"{address}|{caller().address}"


def _count(address: str) -> None:
    # A stranger elsewhere cannot lock a person out within the first limit; the second stops many strangers at once.
    limits.hit("log_in.person", _person(address), 10, QUARTER)
    limits.hit("log_in.email", address, 100, QUARTER)
    if where := caller().address:
        limits.hit("log_in.address", where, 200, QUARTER)


def _renew(session: Session, account: Account, password: str) -> None:
    if passwords.outdated(account.password_hash):
        with as_house(session):
            account.password_hash = passwords.hashed(password)


@action("account.log_out", permission=Permission.SELF, effect=Effect.WRITE, title="Log out")
def log_out(session: Session, actor: Actor) -> None:
    """End this session; its open pages leave at once."""
    assert actor.account_id
    if actor.session_id:
        sessions.end(session, actor.account_id, only=actor.session_id)


@action("account.log_out_everywhere", permission=Permission.SELF, effect=Effect.WRITE, title="Log out everywhere")
def log_out_everywhere(session: Session, actor: Actor) -> int:
    """End all sessions of this person, this one too; gives how many."""
    assert actor.account_id
    return sessions.end(session, actor.account_id)
