"""From events to deliveries: one for each endpoint that wants to hear of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.db import Session
from app.core.events import Event, touch
from app.core.events.consumers import batch_consumer
from app.core.ids import new_id
from app.integrations.deliver import send_soon
from app.integrations.message import HOPS, body_of
from app.integrations.models import WebhookDelivery, WebhookEndpoint
from app.integrations.patterns import wants


@batch_consumer("webhooks")
def fan_out(session: Session, events: Sequence[Event]) -> None:
    """Write a delivery for each active endpoint and event that fit, and a job for each."""
    active = list(session.scalars(select(WebhookEndpoint).where(col(WebhookEndpoint.active))))
    for endpoint in active:
        deliver_to(session, endpoint, events)


def deliver_to(session: Session, endpoint: WebhookEndpoint, events: Sequence[Event]) -> int:
    """Write deliveries of those events that the endpoint wants and has not had; returns how many."""
    made = [_values(endpoint, event) for event in events if wants(endpoint.events, event.name)]
    if not made:
        return 0
    fresh = insert(WebhookDelivery).values(made)
    once = fresh.on_conflict_do_nothing(index_elements=["tenant_id", "endpoint_id", "message_id"])
    written = session.scalars(once.returning(WebhookDelivery)).all()
    for delivery in sorted(written, key=lambda one: one.id):
        send_soon(session, delivery)
    touch(session, "webhook_delivery")
    return len(written)


def _values(endpoint: WebhookEndpoint, event: Event) -> dict[str, Any]:
    record = (event.record_table, event.record_id)
    return {
        "id": new_id(),
        "endpoint_id": endpoint.id,
        "message_id": f"msg_{event.id.hex}",
        "event_name": event.name,
        "event_id": event.id,
        "body": body_of(event.name, event.created_at, event.id, event.seq, record, event.payload),
        "hops": int(event.payload.get(HOPS, 0)) + 1,
    }
