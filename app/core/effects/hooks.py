"""Who wants to know that a sending is settled."""

from collections.abc import Callable

from app.core.db import Session
from app.core.effects.models import Effect

Hook = Callable[[Session, Effect], None]
_hooks: list[Hook] = []


def on_settled(hook: Hook) -> Hook:
    """Let `hook` run in the transaction in which a sending becomes sent, refused, failed or unknown.

    One that was unknown comes again once a person has decided. What the hook raises undoes the settling.
    """
    _hooks.append(hook)
    return hook


def tell(session: Session, effect: Effect) -> None:
    """Run all hooks."""
    for hook in _hooks:
        hook(session, effect)
