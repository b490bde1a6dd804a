"""API keys: shown once, never stronger than their person, over when they are withdrawn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import cast, select, update
from sqlalchemy.types import Text
from sqlmodel import col

from app.accounts import keys, members
from app.accounts.api_keys import create, list_keys, revoke, rotate
from app.accounts.models import ApiKey
from app.accounts.rows import KeyMade
from app.core.access import VIEWER, Permission
from app.core.actions import run
from app.core.actions.idempotency import Answer
from app.core.actor import Actor, Kind
from app.core.db import house_session, open_session
from app.core.errors import AppError, Conflict, NotFound, Refused
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import invited, signed_up

SCOPES = [Permission.LEADS_READ, Permission.LEADS_WRITE]


def made(actor: Actor, **changes: Any) -> KeyMade:
    return run(actor, create, {"name": "Shop", "scopes": SCOPES, **changes}).value


def test_a_key_acts_for_its_person_within_its_scopes(house: Settings) -> None:
    owner, _ = signed_up()
    key = made(owner)
    actor = keys.resolve(key.secret)
    assert actor is not None
    assert (actor.kind, actor.tenant_id, actor.member_id) == (Kind.KEY, owner.tenant_id, owner.member_id)
    assert actor.permissions == set(SCOPES)
    assert key.secret.startswith("stw_")
    assert key.key.prefix == key.secret[:10]


def test_a_secret_is_kept_nowhere(house: Settings) -> None:
    owner, _ = signed_up()
    done = run(owner, create, {"name": "Shop", "scopes": SCOPES}, key="k1")
    with open_session(owner) as session:
        stored = session.scalars(select(ApiKey)).one().model_dump()
        answer = session.scalars(select(cast(col(Answer.response), Text))).one()
    assert done.value.secret not in str(stored) + answer
    again = run(owner, create, {"name": "Shop", "scopes": SCOPES}, key="k1")
    assert again.replayed
    assert (again.value.secret, again.value.key) == ("", done.value.key)


def test_a_key_is_weaker_at_once_when_its_person_is(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    secret = made(admin).secret
    run(owner, members.update, {"id": admin.member_id, "role": "viewer"})
    actor = keys.resolve(secret)
    assert actor is not None
    assert actor.permissions == VIEWER & set(SCOPES)
    run(owner, members.deactivate, {"id": admin.member_id})
    assert keys.resolve(secret) is None


def test_withdrawn_and_expired_keys_are_nobody(house: Settings) -> None:
    owner, _ = signed_up()
    gone, old, good = made(owner), made(owner, expiresInDays=1), made(owner)
    run(owner, revoke, {"id": gone.key.id})
    with house_session() as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(ApiKey).where(col(ApiKey.id) == old.key.id).values(expires_at=past))
    assert [keys.resolve(key.secret) is None for key in (gone, old, good)] == [True, True, False]
    rows = {row.id: row for row in run(owner, list_keys, {}).value}
    assert rows[gone.key.id].revoked_at is not None
    assert rows[good.key.id].used_at is not None


def test_a_renewed_key_has_another_secret_and_the_old_one_is_over(house: Settings) -> None:
    owner, _ = signed_up()
    first = made(owner, expires_in_days=30)
    second = run(owner, rotate, {"id": first.key.id}).value
    assert keys.resolve(first.secret) is None
    actor = keys.resolve(second.secret)
    assert actor is not None
    assert actor.permissions == set(SCOPES)
    assert second.key.expires_at is not None
    with pytest.raises(Conflict, match="withdrawn"):
        run(owner, rotate, {"id": first.key.id})


@pytest.mark.parametrize("secret", [None, "", "stw_", "stw_" + "x" * 43, "x" * 43, "stw_" + "x" * 5000, "stw_\x00"])
def test_a_made_up_key_is_nobody(house: Settings, secret: str | None) -> None:
    assert keys.resolve(secret) is None


def test_no_key_is_stronger_than_who_makes_it(house: Settings) -> None:
    owner, _ = signed_up()
    viewer, _ = invited(owner, "viewer")
    with pytest.raises(Refused):
        made(viewer)
    key = keys.resolve(made(owner, scopes=[Permission.KEYS_WRITE, *SCOPES]).secret)
    assert key is not None
    with pytest.raises(Refused, match="people"):
        made(key)
    weak = Actor(
        kind=Kind.MEMBER,
        tenant_id=owner.tenant_id,
        member_id=owner.member_id,
        permissions=frozenset({Permission.KEYS_WRITE}),
    )
    with pytest.raises(Refused, match="do not hold"):
        made(weak)


@pytest.mark.parametrize(
    "given",
    [
        {"scopes": []},
        {"scopes": ["operator"]},
        {"scopes": ["self"]},
        {"scopes": ["everything"]},
        {"scopes": "leads:read"},
        {"name": ""},
        {"name": "x" * 81},
        {"expires_in_days": 0},
        {"expires_in_days": -1},
        {"expires_in_days": 10**9},
        {"secret": "stw_mine"},
    ],
    ids=repr,
)
def test_naughty_keys_are_refused(house: Settings, given: dict[str, Any]) -> None:
    owner, _ = signed_up()
    with pytest.raises(AppError) as caught:
        made(owner, **given)
    assert caught.value.status == 422
    assert run(owner, list_keys, {}).value == []


def test_keys_of_others_are_out_of_reach(house: Settings) -> None:
    owner, _ = signed_up()
    stranger, _ = signed_up()
    admin, _ = invited(owner, "admin")
    key = made(owner).key
    for action in (revoke, rotate):
        with pytest.raises(NotFound):
            run(stranger, action, {"id": key.id})
        with pytest.raises(NotFound):
            run(owner, action, {"id": uuid4()})
    with pytest.raises(Refused, match="whose key"):
        run(admin, rotate, {"id": key.id})
    assert run(stranger, list_keys, {}).value == []
    assert run(admin, revoke, {"id": key.id}).value.revoked_at is not None
