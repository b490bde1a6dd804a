"""Who may take an operation back."""

from typing import Any
from uuid import UUID

from app.core.access import Permission
from app.core.actions.registry import Action, Effect
from app.core.actor import Actor


def own(actor: Actor, member_id: UUID | None) -> bool:
    """Whether the actor is the member who did it."""
    return actor.member_id is not None and actor.member_id == member_id


def needed(actor: Actor, member_id: UUID | None, action: Action[..., Any] | None) -> set[Permission]:
    """The permissions that undoing the act of `member_id` takes; `action` is None where it no longer exists."""
    wanted = {action.permission} if action else {Permission.HISTORY_UNDO}
    return wanted if own(actor, member_id) else wanted | {Permission.HISTORY_UNDO}


def may(actor: Actor, member_id: UUID | None, action: Action[..., Any] | None) -> bool:
    """Whether the actor may undo it; what nobody signed in can do, such as founding, is not undone from within."""
    if action and (action.effect in (Effect.EXTERNAL, Effect.READ) or action.permission is Permission.PUBLIC):
        return False
    return all(actor.may(permission) for permission in needed(actor, member_id, action))
