"""The log of what was sent to endpoints: looking, trying out, sending again."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime
from sqlalchemy import select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import Event, touch
from app.core.events.directed import heard_by
from app.core.ids import new_id
from app.core.times import utc_now
from app.integrations import endpoints
from app.integrations.deliver import send_soon
from app.integrations.fan_out import deliver_to
from app.integrations.message import body_of
from app.integrations.models import DeliveryState, WebhookAttempt, WebhookDelivery
from app.integrations.rows import AttemptRow, DeliveryDetail, DeliveryPage, DeliveryRow, Replayed
from app.integrations.values import Limit

READ, WRITE = Permission.INTEGRATIONS_READ, Permission.INTEGRATIONS_WRITE
MOST_ATTEMPTS = 50
MOST_AT_ONCE = 1_000
What = Literal["failed", "all", "missed"]
TEST = "webhook.test"


@action("webhook_delivery.list", permission=READ, effect=Effect.READ, title="Show log of webhook")
def list_(
    session: Session,
    actor: Actor,
    endpoint_id: UUID,
    state: DeliveryState | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> DeliveryPage:
    """Deliveries to one endpoint, newest first."""
    wanted = select(WebhookDelivery).where(col(WebhookDelivery.endpoint_id) == endpoint_id)
    if state:
        wanted = wanted.where(col(WebhookDelivery.state) == state)
    if cursor:
        wanted = wanted.where(col(WebhookDelivery.id) < _place(cursor))
    rows = session.scalars(wanted.order_by(col(WebhookDelivery.id).desc()).limit(limit + 1)).all()
    more = str(rows[limit - 1].id) if len(rows) > limit else None
    return DeliveryPage([_row(one) for one in rows[:limit]], more)


@action("webhook_delivery.get", permission=READ, effect=Effect.READ, title="Show delivery")
def get(session: Session, actor: Actor, id: UUID) -> DeliveryDetail:
    """One delivery with its body and its last calls; raises NotFound."""
    one = _load(session, id)
    calls = select(WebhookAttempt).where(col(WebhookAttempt.delivery_id) == id)
    rows = session.scalars(calls.order_by(col(WebhookAttempt.id).desc()).limit(MOST_ATTEMPTS)).all()
    attempts = [AttemptRow(**{name: getattr(row, name) for name in AttemptRow.__slots__}) for row in rows]
    return DeliveryDetail(_row(one), one.body, attempts)


@action("webhook_endpoint.test", permission=WRITE, effect=Effect.EXTERNAL, title="Try webhook")
def test(session: Session, actor: Actor, id: UUID) -> DeliveryRow:
    """Send the event `webhook.test` to the endpoint; raises Conflict where it is switched off."""
    one = endpoints.load(session, id)
    if not one.active:
        raise Conflict("This webhook is switched off; switch it on first.")
    made_id = new_id()
    body = body_of(TEST, utc_now(), made_id, 0, ("webhook_endpoint", one.id), {"message": "Hello from Steward"})
    made = WebhookDelivery(id=made_id, endpoint_id=one.id, message_id=f"msg_{made_id.hex}", event_name=TEST, body=body)
    session.add(made)
    return _sent(session, made)


@action("webhook_delivery.replay", permission=WRITE, effect=Effect.EXTERNAL, title="Send delivery again")
def replay(session: Session, actor: Actor, id: UUID) -> DeliveryRow:
    """Send one message again now, under its own webhook-id; raises Conflict where the endpoint is off."""
    one = _load(session, id, lock=True)
    if not endpoints.load(session, one.endpoint_id).active:
        raise Conflict("This webhook is switched off; switch it on first.")
    return _again(session, one)


@action("webhook_endpoint.replay", permission=WRITE, effect=Effect.EXTERNAL, title="Send deliveries again")
def replay_many(session: Session, actor: Actor, id: UUID, since: AwareDatetime, what: What = "failed") -> Replayed:
    """Send again what failed since then (or all of it), or the events that were missed because it was switched off.

    A thousand at most, the oldest first. Raises Conflict while the endpoint is switched off.
    """
    endpoint = endpoints.load(session, id)
    if not endpoint.active:
        raise Conflict("This webhook is switched off; switch it on first.")
    if what == "missed":
        happened = select(Event).where(col(Event.created_at) >= since, col(Event.tenant_id) == actor.tenant_id)
        happened = happened.where(heard_by(None))
        ordered = happened.order_by(col(Event.seq)).limit(MOST_AT_ONCE)
        return Replayed(deliver_to(session, endpoint, session.scalars(ordered).all()))
    over = [DeliveryState.FAILED, DeliveryState.DROPPED]
    wanted = select(WebhookDelivery).where(
        col(WebhookDelivery.endpoint_id) == id,
        col(WebhookDelivery.created_at) >= since,
        col(WebhookDelivery.state).in_([*over, DeliveryState.DELIVERED] if what == "all" else over),
    )
    found = session.scalars(wanted.order_by(col(WebhookDelivery.id)).limit(MOST_AT_ONCE).with_for_update()).all()
    for one in found:
        _again(session, one)
    return Replayed(len(found))


def _again(session: Session, one: WebhookDelivery) -> DeliveryRow:
    one.state, one.round, one.tries = DeliveryState.WAITING.value, one.round + 1, 0
    one.next_at = one.error_message = one.delivered_at = None
    return _sent(session, one)


def _sent(session: Session, one: WebhookDelivery) -> DeliveryRow:
    session.flush()
    send_soon(session, one)
    session.flush()
    touch(session, "webhook_delivery")
    return _row(one)


def _load(session: Session, delivery_id: UUID, *, lock: bool = False) -> WebhookDelivery:
    wanted = select(WebhookDelivery).where(col(WebhookDelivery.id) == delivery_id)
    one = session.scalars(wanted.with_for_update() if lock else wanted).first()
    if one is None:
        raise NotFound("There is no such delivery (any more).")
    return one


def _row(one: WebhookDelivery) -> DeliveryRow:
    return DeliveryRow(**{name: getattr(one, name) for name in DeliveryRow.__slots__})


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None
