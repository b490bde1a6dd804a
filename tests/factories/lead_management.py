"""Tenants with the workflow that scores new leads and finds their owners, and the time it takes."""

from typing import cast
from uuid import UUID

from app.accounts.founding import Founded
from app.automation.engine.passing import one_pass
from app.automation.lead_management.installing import install
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.events.dispatch import dispatch
from app.crm import lead_rules
from jobs import kinds

assert kinds


def with_rules(owner: Actor) -> None:
    """Give the tenant the score rules and the workflow that every tenant is founded with."""
    with open_session(owner) as session:
        lead_rules._first_rules(session, owner, Founded(cast(UUID, owner.tenant_id), "Test", False))
    run(owner, install, {})
    live_on()


def live_on() -> None:
    """Hand on all events, and let all runs come as far as they come now."""
    while dispatch() + one_pass():
        pass
