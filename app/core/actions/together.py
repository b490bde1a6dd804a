"""Actions that can be carried out many times in a few statements, for those who have many of them to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.actions.registry import Action
from app.core.actor import Actor
from app.core.db import Session

Values = Mapping[str, Any]
Together = Callable[[Session, Actor, Sequence[Values]], Sequence[Any]]
_together: dict[str, Together] = {}


def together(of: Action[..., Any]) -> Callable[[Together], Together]:
    """Register the function below as the way to carry out `of` many times at once.

    It takes the checked arguments of each call and gives an answer for each, in their order: a value, or an AppError
    for one that cannot be done. What it raises undoes all of them, and they are tried one by one.
    """

    def register(fn: Together) -> Together:
        if of.name in _together:
            raise ValueError(f"{of.name} has two ways to be done together.")
        _together[of.name] = fn
        return fn

    return register


def way_together(name: str) -> Together | None:
    """How the action of that name is carried out many times at once, where it can be."""
    return _together.get(name)
