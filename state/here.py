"""Who is behind the event being handled; the gate says so, handlers read it."""

from contextvars import ContextVar

from app.core.actor import NOBODY, Actor

_actor: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


def actor() -> Actor:
    """The actor of this event, resolved anew for each; NOBODY outside of one."""
    return _actor.get()


def enter(who: Actor) -> None:
    """Note who is behind the event that this task handles."""
    _actor.set(who)
