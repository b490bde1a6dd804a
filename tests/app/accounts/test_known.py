"""Actors known for seconds: only while the house is heard, and dropped at any note about them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.accounts import known
from app.core.actor import Actor
from app.core.db import house_session
from app.core.ids import new_id
from tests.factories.signing import sign_in


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """The notes of the house are heard for the length of a test."""
    known.hearing(True)
    yield
    known.hearing(False)


def end(actor: Actor) -> None:
    """End all sessions of the actor behind the back of the house, so that no note is sent."""
    ending = text("update login_session set ended_at = now() where account_id = :id")
    with house_session() as session:
        session.execute(ending, {"id": actor.account_id})


def test_who_was_known_a_moment_ago_is_not_looked_up_again(owner: Actor) -> None:
    token = sign_in(owner)
    assert known.resolve(token)
    end(owner)
    assert known.resolve(token)
    known.hearing(False)
    assert known.resolve(token) is None


@pytest.mark.parametrize("about", ["session", "member", "account", "tenant", "resync"])
def test_a_note_about_somebody_makes_them_unknown(owner: Actor, about: str) -> None:
    token = sign_in(owner)
    actor = known.resolve(token)
    assert actor
    end(owner)
    known.hear(
        {
            "session": {"session": str(actor.session_id), "ended": True},
            "member": {"member": str(actor.member_id), "changed": True},
            "account": {"account": str(actor.account_id), "changed": True},
            "tenant": {"tenant": str(actor.tenant_id), "topics": ["role"]},
            "resync": {"resync": True},
        }[about]
    )
    assert known.resolve(token) is None


def test_notes_about_others_and_other_things_change_nothing(owner: Actor) -> None:
    token = sign_in(owner)
    assert known.resolve(token)
    end(owner)
    for note in ({"member": str(new_id()), "changed": True}, {"tenant": str(owner.tenant_id), "topics": ["deal"]}):
        known.hear(note)
    assert known.resolve(token)


def test_nobody_is_known_by_a_wrong_token(owner: Actor) -> None:
    assert known.resolve(None) is None
    assert known.resolve("x" * 40) is None
    assert known.resolve("x" * 400) is None
