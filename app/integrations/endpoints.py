"""Endpoints: the addresses that hear of our events."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound
from app.core.events import record, touch
from app.integrations.models import OPEN, DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookHealth, WebhookSecret
from app.integrations.patterns import checked
from app.integrations.rows import EndpointRow, SecretRow
from app.integrations.secrets import add_secret, new_secret, valid_secrets
from app.integrations.values import Hours, Label, Patterns, Url

READ, WRITE = Permission.INTEGRATIONS_READ, Permission.INTEGRATIONS_WRITE
MOST = 100
PAGE = "/settings/webhooks"


@action("webhook_endpoint.list", permission=READ, effect=Effect.READ, title="Show webhooks", palette=PAGE)
def list_(session: Session, actor: Actor) -> list[EndpointRow]:
    """All endpoints of the organisation, newest first."""
    wanted = select(WebhookEndpoint).order_by(col(WebhookEndpoint.id).desc()).limit(MOST)
    return [row_of(session, one) for one in session.scalars(wanted)]


@action("webhook_endpoint.get", permission=READ, effect=Effect.READ, title="Show webhook")
def get(session: Session, actor: Actor, id: UUID) -> EndpointRow:
    """One endpoint; raises NotFound."""
    return row_of(session, load(session, id))


@action("webhook_endpoint.create", permission=WRITE, effect=Effect.WRITE, title="Create webhook", palette=PAGE)
def create(session: Session, actor: Actor, name: Label, url: Url, events: Patterns) -> EndpointRow:
    """Let an address hear of the events `events` ("deal.moved", "deal.*", "*") from now on; it gets a secret.

    Raises Invalid for an address or a pattern that cannot be, Conflict above 100 endpoints.
    """
    if (session.scalar(select(func.count()).select_from(WebhookEndpoint)) or 0) >= MOST:
        raise Conflict(f"An organisation can have {MOST} webhooks. Delete one that is no longer used first.")
    made = WebhookEndpoint(name=name, url=url, events=checked(events), member_id=actor.member_id)
    session.add(made)
    session.flush()
    add_secret(session, made, new_secret())
    return _saved(session, made, "webhook_endpoint.created")


@action("webhook_endpoint.update", permission=WRITE, effect=Effect.WRITE, title="Edit webhook")
def update(
    session: Session,
    actor: Actor,
    id: UUID,
    name: Label | None = None,
    url: Url | None = None,
    events: Patterns | None = None,
    version: int | None = None,
) -> EndpointRow:
    """Change the given fields only; raises Conflict when somebody else has changed it since `version`."""
    one = load(session, id, version=version)
    one.name, one.url = name or one.name, url or one.url
    one.events = checked(events) if events is not None else one.events
    return _saved(session, one, "webhook_endpoint.updated")


@action("webhook_endpoint.enable", permission=WRITE, effect=Effect.WRITE, title="Switch webhook on")
def enable(session: Session, actor: Actor, id: UUID) -> EndpointRow:
    """Call it again for what happens from now on; what was missed can be replayed."""
    one = load(session, id)
    one.active, one.disabled_reason = True, None
    for health in session.scalars(select(WebhookHealth).where(col(WebhookHealth.endpoint_id) == id)):
        health.failing_since = health.last_error = None
    return _saved(session, one, "webhook_endpoint.updated")


@action("webhook_endpoint.disable", permission=WRITE, effect=Effect.WRITE, title="Switch webhook off")
def disable(session: Session, actor: Actor, id: UUID) -> EndpointRow:
    """Call it no more; deliveries that wait are dropped, and can be replayed later."""
    one = load(session, id)
    switch_off(session, one, f"Switched off by {actor.name}.")
    return _saved(session, one, "webhook_endpoint.updated")


@action("webhook_endpoint.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete webhook")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete it with its log; undo brings it back, with a new secret and an empty log."""
    session.delete(load(session, id))
    touch(session, "webhook_endpoint")


@action("webhook_endpoint.secret", permission=WRITE, effect=Effect.READ, title="Show secret of webhook")
def secret(session: Session, actor: Actor, id: UUID) -> SecretRow:
    """The secret by which the receiver checks our signatures."""
    one = load(session, id)
    older = select(func.max(col(WebhookSecret.expires_at))).where(
        col(WebhookSecret.endpoint_id) == id, col(WebhookSecret.expires_at) > func.now()
    )
    return SecretRow(valid_secrets(session, one)[0], session.scalar(older))


@action("webhook_endpoint.rotate", permission=WRITE, effect=Effect.WRITE, title="Renew secret of webhook")
def rotate(session: Session, actor: Actor, id: UUID, overlap_hours: Hours = 24) -> EndpointRow:
    """Give a new secret; for `overlap_hours` messages carry a signature of the old one too."""
    one = load(session, id)
    add_secret(session, one, new_secret(), timedelta(hours=overlap_hours))
    return _saved(session, one, "webhook_endpoint.rotated")


def load(session: Session, endpoint_id: UUID, *, version: int | None = None) -> WebhookEndpoint:
    """The endpoint, held for this transaction; raises NotFound, and Conflict for another version."""
    wanted = select(WebhookEndpoint).where(col(WebhookEndpoint.id) == endpoint_id).with_for_update()
    one = session.scalars(wanted).first()
    if one is None:
        raise NotFound("There is no such webhook (any more).")
    if version is not None and one.version != version:
        raise Conflict("Somebody else has changed this webhook meanwhile; look again, then save.")
    return one


def switch_off(session: Session, one: WebhookEndpoint, reason: str) -> None:
    """Let it hear nothing more, and drop what waits."""
    one.active, one.disabled_reason = False, reason
    waiting = select(WebhookDelivery).where(col(WebhookDelivery.endpoint_id) == one.id, OPEN)
    for delivery in session.scalars(waiting.limit(10_000)):
        delivery.state, delivery.next_at = DeliveryState.DROPPED.value, None
        delivery.error_message = "The webhook was switched off."
    touch(session, "webhook_delivery")


def row_of(session: Session, one: WebhookEndpoint) -> EndpointRow:
    """The endpoint with how it fares."""
    health = session.scalars(select(WebhookHealth).where(col(WebhookHealth.endpoint_id) == one.id)).first()
    fares = health or WebhookHealth(endpoint_id=one.id)
    of = col(WebhookDelivery.endpoint_id) == one.id
    waiting = select(func.count()).select_from(WebhookDelivery).where(of, OPEN)
    failed = (
        select(func.count()).select_from(WebhookDelivery).where(of, col(WebhookDelivery.state) == DeliveryState.FAILED)
    )
    return EndpointRow(
        id=one.id,
        name=one.name,
        url=one.url,
        events=one.events,
        active=one.active,
        disabled_reason=one.disabled_reason,
        failing_since=fares.failing_since,
        delivered_at=fares.delivered_at,
        last_status=fares.last_status,
        last_error=fares.last_error,
        waiting=session.scalar(waiting) or 0,
        failed=session.scalar(failed) or 0,
        version=one.version,
        created_at=one.created_at,
    )


def _saved(session: Session, one: WebhookEndpoint, event: str) -> EndpointRow:
    session.flush()
    record(session, event, one, label=one.name)
    return row_of(session, one)
