"""Rules of features that an undo may not break, such as that an organisation keeps an owner."""

from collections.abc import Callable
from uuid import UUID

from app.core.actor import Actor
from app.core.db import Session

Guard = Callable[[Session, Actor, list[UUID]], None]
_guards: dict[str, list[Guard]] = {}


def guard(table: str) -> Callable[[Guard], Guard]:
    """Call the function below after an undo has touched rows of `table`, with their ids; it raises to stop the undo."""

    def register(check: Guard) -> Guard:
        _guards.setdefault(table, []).append(check)
        return check

    return register


def guards_of(table: str) -> list[Guard]:
    """The rules to ask about rows of `table`."""
    return _guards.get(table, [])
