"""API keys at work: from the secret a program shows to the actor it stands for."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from app.accounts.identity import KNOWN, as_actor
from app.accounts.models import Account, ApiKey, Member, Role, Tenant
from app.accounts.tokens import fingerprint
from app.core.actor import Actor, Kind
from app.core.db import Session, become, house_session
from app.core.times import utc_now

PREFIX = "stw_"
USED_EVERY = timedelta(minutes=5)


def resolve(secret: str | None) -> Actor | None:
    """The actor of an API key: what its scopes and its member's role both allow today; None for any other text."""
    if not secret or not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    with house_session() as session:
        key = session.scalar(
            select(ApiKey).where(
                col(ApiKey.secret_hash) == fingerprint(secret),
                col(ApiKey.revoked_at).is_(None),
                or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > utc_now()),
            )
        )
        if key is None:
            return None
        _note_use(session, key)
        return _actor(session, key)


def _note_use(session: Session, key: ApiKey) -> None:
    now = utc_now()
    if key.used_at is None or now - key.used_at >= USED_EVERY:
        key.used_at = now
        session.flush()


def _actor(session: Session, key: ApiKey) -> Actor | None:
    become(session, Actor(tenant_id=key.tenant_id))
    query = (
        select(Member, Role, Tenant, Account)
        .join(Role, (col(Role.tenant_id) == col(Member.tenant_id)) & (col(Role.key) == col(Member.role)))
        .join(Tenant, col(Tenant.id) == col(Member.tenant_id))
        .join(Account, col(Account.id) == col(Member.account_id))
        .where(col(Member.id) == key.member_id, col(Member.active), col(Tenant.active))
    )
    found = session.execute(query).first()
    if found is None:
        return None
    member, role, tenant, account = found
    person = as_actor(member, role, tenant, account=account)
    scopes = frozenset(KNOWN[name] for name in key.scopes if name in KNOWN)
    return replace(person, kind=Kind.KEY, name=f"{member.name} ({key.name})", permissions=person.permissions & scopes)
