"""API keys as people handle them: made, shown once, rotated, withdrawn."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, func, select
from sqlmodel import col

from app.accounts.grants import check_held, check_known
from app.accounts.identity import KNOWN
from app.accounts.inputs import Label
from app.accounts.keys import PREFIX
from app.accounts.models import ApiKey, Member
from app.accounts.rows import KeyMade, KeyRow
from app.accounts.tokens import fingerprint, secret
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor, Kind
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.events import touch
from app.core.times import utc_now

MOST = 200
PAGE = "/settings/keys"
SHOWN = len(PREFIX) + 6
Days = Annotated[int, Field(ge=1, le=3650)]


def _keys() -> Select[ApiKey, str]:
    return select(ApiKey, col(Member.name)).join(Member, col(Member.id) == col(ApiKey.member_id))


def _row(key: ApiKey, member_name: str) -> KeyRow:
    return KeyRow(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        scopes=[KNOWN[name] for name in key.scopes if name in KNOWN],
        member_id=key.member_id,
        member_name=member_name,
        created_at=key.created_at,
        expires_at=key.expires_at,
        used_at=key.used_at,
        revoked_at=key.revoked_at,
    )


@action(
    "key.list", permission=Permission.KEYS_WRITE, effect=Effect.READ, title="Show API keys", palette="/settings/keys"
)
def list_keys(session: Session, actor: Actor) -> list[KeyRow]:
    """All keys of the organisation, newest first, without their secrets."""
    query = _keys().where(col(ApiKey.tenant_id) == actor.tenant_id).order_by(col(ApiKey.created_at).desc()).limit(1000)
    return [_row(key, name) for key, name in session.execute(query)]


@action("key.create", permission=Permission.KEYS_WRITE, effect=Effect.WRITE, title="Create API key")
def create(
    session: Session, actor: Actor, name: Label, scopes: list[Permission], expires_in_days: Days | None = None
) -> KeyMade:
    """Make a key for oneself that may do `scopes`; its secret is shown this once. Raises Refused."""
    _person(actor)
    if not scopes:
        raise Invalid("A key needs at least one scope.", fields={"scopes": "choose at least one"})
    check_known(scopes)
    check_held(actor, scopes, actor.reach)
    live = select(func.count()).where(col(ApiKey.tenant_id) == actor.tenant_id, col(ApiKey.revoked_at).is_(None))
    if (session.scalar(live) or 0) >= MOST:
        raise Conflict(f"An organisation can have {MOST} keys. Withdraw one that is no longer used first.")
    expires_at = utc_now() + timedelta(days=expires_in_days) if expires_in_days else None
    return _made(session, actor, name, sorted(set(scopes)), expires_at)


def _person(actor: Actor) -> None:
    # A key that makes keys would outlive its own end.
    if actor.kind is not Kind.MEMBER:
        raise Refused("Keys are made by people who are logged in, not by other keys.")


def _made(session: Session, actor: Actor, name: str, scopes: list[Permission], expires_at: datetime | None) -> KeyMade:
    assert actor.tenant_id
    assert actor.member_id
    text = secret(PREFIX)
    key = ApiKey(
        tenant_id=actor.tenant_id,
        member_id=actor.member_id,
        name=name,
        prefix=text[:SHOWN],
        secret_hash=fingerprint(text),
        scopes=[scope.value for scope in scopes],
        expires_at=expires_at,
    )
    session.add(key)
    session.flush()
    touch(session, "api_key")
    return KeyMade(_row(key, actor.name), text)


@action("key.revoke", permission=Permission.KEYS_WRITE, effect=Effect.DESTRUCTIVE, title="Withdraw API key")
def revoke(session: Session, actor: Actor, id: UUID) -> KeyRow:
    """Make a key worthless at once and for good."""
    key, name = _held(session, actor, id)
    key.revoked_at = key.revoked_at or utc_now()
    session.flush()
    touch(session, "api_key")
    return _row(key, name)


@action("key.rotate", permission=Permission.KEYS_WRITE, effect=Effect.WRITE, title="Renew API key")
def rotate(session: Session, actor: Actor, id: UUID) -> KeyMade:
    """Withdraw one's own key and make another with the same name, scopes and length of life; shown this once."""
    _person(actor)
    key, _ = _held(session, actor, id)
    if key.member_id != actor.member_id:
        raise Refused("Only the person whose key it is can renew it; you can withdraw it.")
    if key.revoked_at is not None:
        raise Conflict("This key is withdrawn already; make a new one.")
    scopes = [KNOWN[name] for name in key.scopes if name in KNOWN]
    check_held(actor, scopes, actor.reach)
    key.revoked_at = utc_now()
    life = key.expires_at - key.created_at if key.expires_at else None
    return _made(session, actor, key.name, scopes, utc_now() + life if life else None)


def _held(session: Session, actor: Actor, key_id: UUID) -> tuple[ApiKey, str]:
    query = _keys().where(col(ApiKey.id) == key_id, col(ApiKey.tenant_id) == actor.tenant_id)
    found = session.execute(query.with_for_update(of=ApiKey)).first()
    if found is None:
        raise NotFound("There is no such key here.")
    key, name = found
    return key, name
