"""Who is behind the event being handled; the gate says so, handlers read it."""

from contextvars import ContextVar

from app.core.actor import NOBODY, Actor
from app.core.said import said as translated

_actor: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


def actor() -> Actor:
    """The actor of this event, resolved anew for each; NOBODY outside of one."""
    return _actor.get()


def said(words: str) -> str:
    """These words of the server in the language of whoever is here."""
    return translated(_actor.get().locale, words)


def enter(who: Actor) -> None:
    """Note who is behind the event that this task handles."""
    _actor.set(who)
