"""Acts on tables without a history that can be taken back by a rule of their own."""

from collections.abc import Callable
from uuid import UUID

from app.core.actor import Actor
from app.core.db import Session

Reverse = Callable[[Session, Actor, UUID], int]
_reverses: dict[str, Reverse] = {}


def reverses(*actions: str) -> Callable[[Reverse], Reverse]:
    """Let the function below take back operations of these actions; it returns how many records it restored."""

    def register(reverse: Reverse) -> Reverse:
        _reverses.update(dict.fromkeys(actions, reverse))
        return reverse

    return register


def reverse(session: Session, actor: Actor, action: str, operation_id: UUID) -> int:
    """Take back what an operation did beside the kept tables; returns how many records came back."""
    return _reverses[action](session, actor, operation_id) if action in _reverses else 0
