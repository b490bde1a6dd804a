"""Log-in sessions: opened with a token, resolved at every call, ended for good."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from app.accounts.caller import caller
from app.accounts.identity import member_actor, visiting_actor
from app.accounts.models import Account, LoginSession
from app.accounts.tokens import fingerprint, secret
from app.core.actor import Actor
from app.core.db import Session, as_house, house_session
from app.core.live import publish
from app.core.times import utc_now

IDLE = timedelta(days=30)
LONGEST = timedelta(days=90)
# How stale "last seen" may be: a session in use is written to once in this time, not at each click.
SLIDES_EVERY = timedelta(minutes=5)


def start(session: Session, account_id: UUID, tenant_id: UUID | None) -> tuple[str, LoginSession]:
    """Sign the account in to the tenant; gives the token for the cookie, which is kept nowhere, and the session."""
    token, now = secret(), utc_now()
    login = LoginSession(
        token_hash=fingerprint(token),
        account_id=account_id,
        tenant_id=tenant_id,
        address=caller().address,
        agent=caller().agent,
        seen_at=now,
        expires_at=now + IDLE,
        ends_at=now + LONGEST,
    )
    with as_house(session):
        session.add(login)
    return token, login


def resolve(token: str | None) -> Actor | None:
    """The actor whom a session token stands for, with today's rights; None for no, old, foreign or ended ones."""
    if not token or len(token) > 200:
        return None
    with house_session() as session:
        found = session.execute(_living(token)).first()
        if found is None:
            return None
        login, account = found
        _slide(session, login, utc_now())
        if login.visits_id and (visitor := visiting_actor(session, account, login.visits_id, login.id)):
            return visitor
        return member_actor(session, account, login.tenant_id, login.id) if login.tenant_id else None


def _living(token: str):
    now = utc_now()
    return (
        select(LoginSession, Account)
        .join(Account, col(Account.id) == col(LoginSession.account_id))
        .where(
            col(LoginSession.token_hash) == fingerprint(token),
            col(LoginSession.ended_at).is_(None),
            col(LoginSession.expires_at) > now,
            col(LoginSession.ends_at) > now,
        )
    )


def _slide(session: Session, login: LoginSession, now: datetime) -> None:
    if now - login.seen_at >= SLIDES_EVERY:
        login.seen_at, login.expires_at = now, min(now + IDLE, login.ends_at)
        session.flush()


def end(
    session: Session,
    account_id: UUID,
    *,
    only: UUID | None = None,
    besides: UUID | None = None,
    tenant_id: UUID | None = None,
) -> int:
    """End the account's sessions (`only` one, all `besides` one, those in one tenant); open pages hear of it."""
    ending = update(LoginSession).where(
        col(LoginSession.account_id) == account_id, col(LoginSession.ended_at).is_(None)
    )
    if only:
        ending = ending.where(col(LoginSession.id) == only)
    if besides:
        ending = ending.where(col(LoginSession.id) != besides)
    if tenant_id:
        ending = ending.where(col(LoginSession.tenant_id) == tenant_id)
    with as_house(session):
        ended = session.scalars(ending.values(ended_at=utc_now()).returning(col(LoginSession.id))).all()
    for session_id in ended:
        publish(session, {"session": str(session_id), "ended": True})
    return len(ended)


def close(token: str | None) -> None:
    """End the session of this token, whoever holds it; a token that is not known is nobody's business."""
    if not token or len(token) > 200:
        return
    with house_session() as session:
        if found := session.execute(_living(token)).first():
            end(session, found[0].account_id, only=found[0].id)
