"""The kinds of records a mail can be previewed on, and how the history names templates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.history.subjects import register

Scope = Callable[[Session, Actor, UUID], dict[str, Any]]
_scopes: dict[str, Scope] = {}

register(
    "mail_template",
    "Mail template",
    Permission.TEMPLATES_READ,
    route="/settings/mail-templates/{id}",
    noun="mail_template",
    hint="title",
)


def record_scope(kind: str) -> Callable[[Scope], Scope]:
    """Let templates be previewed on records of `kind`; the function checks the right to read and gives the values."""

    def keep(scope: Scope) -> Scope:
        _scopes[kind] = scope
        return scope

    return keep


def scope_of(session: Session, actor: Actor, kind: str, row_id: UUID) -> dict[str, Any]:
    """The values of a record; raises Invalid for a kind that has none, Refused and NotFound."""
    if kind not in _scopes:
        raise Invalid("Mails cannot be previewed on this.", fields={"record": f"one of: {', '.join(sorted(_scopes))}"})
    return _scopes[kind](session, actor, row_id)


def kinds() -> list[str]:
    """The kinds of records a mail can be previewed on."""
    return sorted(_scopes)
