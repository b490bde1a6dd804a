"""What the pages before log-in need to know about this installation."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Tenant
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house


@dataclass(frozen=True, slots=True)
class FirstRun:
    """Whether nobody has founded a company here yet."""

    first_run: bool


@action("account.first_run", permission=Permission.PUBLIC, effect=Effect.READ, title="Look at first run")
def first_run(session: Session, actor: Actor) -> FirstRun:
    """Whether this installation is still empty."""
    with as_house(session):
        founded = session.scalar(select(col(Tenant.id)).limit(1)) is not None
    return FirstRun(first_run=not founded)
