"""Actions of the tests' own, which write what a test hands them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.core.access import Permission
from app.core.actions import Effect, action, run
from app.core.actor import Actor
from app.core.db import Session

_works: list[Callable[[Session], Any]] = []


@action("test.edit", permission=Permission.COMPANIES_WRITE, effect=Effect.WRITE)
def edit(session: Session, actor: Actor) -> None:
    """Do what the test wants done."""
    _works.pop()(session)


@action("test.send", permission=Permission.COMPANIES_WRITE, effect=Effect.EXTERNAL)
def send(session: Session, actor: Actor) -> None:
    """Do what the test wants done, as an act that leaves the house."""
    _works.pop()(session)


def operate(actor: Actor, work: Callable[[Session], Any], by: Any = edit) -> UUID:
    """Do `work` as one operation of the actor; returns the operation's id."""
    _works.append(work)
    done = run(actor, by, {})
    assert done.operation_id
    return done.operation_id
