"""Rules of features about who may ask for one more job."""

from collections.abc import Callable
from typing import Any

from app.core.actor import Actor
from app.core.db import Session
from app.core.queue.kinds import Kind

Rule = Callable[[Session, Actor], None]
_rules: list[Rule] = []


def admits(rule: Rule) -> Rule:
    """Ask the function below before somebody starts a long job; it raises to refuse."""
    _rules.append(rule)
    return rule


def is_asked(kind: Kind[Any]) -> bool:
    """Whether people start such jobs for their own sake: long ones, not the mail that follows from another act."""
    return kind.permission is not None and kind.isolated


def admit(session: Session, actor: Actor | None, kind: Kind[Any]) -> None:
    """Pass if this person may ask for a job of this kind now; what the house asks for always passes."""
    if actor is None or actor.member_id is None or not is_asked(kind):
        return
    for rule in _rules:
        rule(session, actor)
