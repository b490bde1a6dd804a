"""Samples brought into the house as if they had happened."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.core.actions import find
from app.core.actions.intake import validate
from app.core.actor import Actor
from app.core.db import Session
from app.core.events.post import post
from app.core.ids import new_id

if TYPE_CHECKING:
    from app.automation.gallery.actions import Tried


def one(session: Session, actor: Actor, workflow_id: UUID, sample: dict[str, Any], made: "Tried") -> None:
    """Post the event, carry out the action or start the run that the sample is, and note what came of it."""
    if "event" in sample:
        # A fresh subject each time, so that a second try is not taken for the same record.
        subject = f"{sample['subject']}:{new_id().hex[-8:]}"
        made.event_ids.append(post(session, sample["event"], sample["payload"], subject=subject).id)
    elif "action" in sample:
        value = _carried_out(session, actor, sample["action"], sample["arguments"])
        made.made.append(f"{sample['action'].partition('.')[0]}:{value.id}")
    else:
        started = _carried_out(session, actor, "run.start", {"workflow_id": workflow_id, "context": sample["context"]})
        made.execution_ids.append(getattr(started, "execution_id", None) or started.id)


def _carried_out(session: Session, actor: Actor, name: str, arguments: dict[str, Any]) -> Any:
    action = find(name)
    actor.check(action.permission)
    return action.fn(session, actor, **validate(action.input, arguments))
