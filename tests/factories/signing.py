"""Signing in without a password, for tests that are about something else."""

from app.accounts import sessions
from app.core.actor import Actor
from app.core.db import house_session


def sign_in(actor: Actor) -> str:
    """A new session of the actor; gives the token of its cookie."""
    assert actor.account_id
    with house_session() as session:
        return sessions.start(session, actor.account_id, actor.tenant_id)[0]
