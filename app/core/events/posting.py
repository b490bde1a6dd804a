"""The action by which programs and automations tell of something that the house holds no record of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events.post import post

Name = Annotated[str, Field(max_length=100, pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
# What the house tells of itself, and acts upon; nobody else may say so.
OURS = ("account.", "job.", "member.", "operation.", "role.", "webhook.")


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it was recorded."""

    id: UUID
    name: str
    record_table: str
    record_id: UUID
    payload: dict[str, Any]
    created_at: datetime


@action("event.post", permission=Permission.WORKFLOWS_WRITE, effect=Effect.WRITE, title="Post event")
def post_event(
    session: Session,
    actor: Actor,
    name: Name,
    payload: dict[str, Any] | None = None,
    subject: Text | None = None,
    key: Text | None = None,
) -> EventRow:
    """Tell of something that happened elsewhere ("order.placed"); workflows and webhooks hear of it.

    Events of one `subject` are handed on in order; the same `name` and `key` make one event. Raises Invalid for a
    name that only Steward itself may use.
    """
    if name.startswith(OURS):
        raise Invalid("Events of this name come from Steward itself.", fields={"name": "reserved"})
    made = post(session, name, payload or {}, subject=subject, key=key)
    return EventRow(**{field: getattr(made, field) for field in EventRow.__slots__})
