"""How an endpoint fares, and when it is no longer called."""

from datetime import timedelta

from sqlalchemy import Select, select
from sqlmodel import col

from app.accounts.models import Member, Role
from app.accounts.notifications import notification_kind, notify
from app.accounts.notifications.models import EmailWhen
from app.core.access import Permission
from app.core.db import Session
from app.core.events import record, touch
from app.core.said import in_english
from app.core.times import utc_now
from app.integrations.endpoints import switch_off
from app.integrations.models import WebhookDelivery, WebhookEndpoint, WebhookHealth

LONGEST = timedelta(days=3)
KIND = notification_kind(
    "webhook.disabled",
    "Webhook switched off",
    "An endpoint is no longer called, for it kept failing.",
    email=EmailWhen.NOW,
)


def note_success(session: Session, delivery: WebhookDelivery) -> None:
    """The endpoint took a message."""
    health = _health(session, delivery)
    health.failing_since = health.last_error = None
    health.delivered_at, health.last_status = utc_now(), delivery.status
    touch(session, "webhook_endpoint")


def note_failure(session: Session, delivery: WebhookDelivery) -> None:
    """The endpoint did not take a message; after three days of that it is switched off."""
    health = _health(session, delivery)
    health.failing_since = health.failing_since or utc_now()
    health.last_status, health.last_error = delivery.status, delivery.error_message
    touch(session, "webhook_endpoint")
    if utc_now() - health.failing_since >= LONGEST:
        _switch_off(session, delivery, f"It failed for three days. The last time: {delivery.error_message}")


def gone(session: Session, delivery: WebhookDelivery) -> None:
    """The endpoint says that it is gone: it is not called again."""
    health = _health(session, delivery)
    health.last_status, health.last_error = delivery.status, delivery.error_message
    _switch_off(session, delivery, "The receiver answered that it is gone for good (410).")


def _health(session: Session, delivery: WebhookDelivery) -> WebhookHealth:
    mine = select(WebhookHealth).where(col(WebhookHealth.endpoint_id) == delivery.endpoint_id)
    found = session.scalars(mine.with_for_update()).first()
    if found is None:
        found = WebhookHealth(endpoint_id=delivery.endpoint_id)
        session.add(found)
        session.flush()
    return found


def _switch_off(session: Session, delivery: WebhookDelivery, reason: str) -> None:
    mine = select(WebhookEndpoint).where(col(WebhookEndpoint.id) == delivery.endpoint_id).with_for_update()
    one = session.scalars(mine).first()
    if one is None or not one.active:
        return
    switch_off(session, one, reason)
    record(session, "webhook_endpoint.disabled", one, reason=reason)
    title, link = in_english(f"“{one.name}” is no longer called"), f"/settings/webhooks/{one.id}"
    for member in session.scalars(_concerned(one)):
        notify(session, member.id, KIND.name, title, reason, link)


def _concerned(one: WebhookEndpoint) -> Select[Member]:
    """Whoever made the endpoint, and all who may mend it."""
    may = select(col(Role.key)).where(col(Role.permissions).contains([Permission.INTEGRATIONS_WRITE.value]))
    return select(Member).where(col(Member.active), col(Member.role).in_(may) | (col(Member.id) == one.member_id))
