"""The job that makes one call of a delivery, and asks for the next where that fails."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core.db import Session
from app.core.effects import carry_out, give_up, intend
from app.core.errors import AppError, Refused, Unavailable
from app.core.events import touch
from app.core.http import Answer, Blocked, fetch
from app.core.queue import Context, Payload, enqueue, kind
from app.core.times import utc_now
from app.integrations.health import gone, note_failure, note_success
from app.integrations.message import headers_of
from app.integrations.models import DeliveryState, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from app.integrations.secrets import valid_secrets

PATIENCE = 15.0
EXCERPT = 4_000
TOLD_HEADERS = {"content-type", "content-length", "server", "date", "retry-after", "location", "x-request-id"}
# The pauses after each failed try: ten tries within three days.
PAUSES = tuple(
    timedelta(**pause)
    for pause in (
        {"seconds": 5},
        {"minutes": 5},
        {"minutes": 30},
        {"hours": 2},
        {"hours": 5},
        {"hours": 10},
        {"hours": 14},
        {"hours": 18},
        {"hours": 22},
    )
)


class Deliver(Payload):
    """Which delivery, and which of its tries: a job that another has overtaken does nothing."""

    delivery_id: UUID
    round: int = 1
    tries: int = 0


@dataclass
class Parcel:
    """One call as it is made, and what came of it."""

    delivery: WebhookDelivery
    url: str
    headers: dict[str, str]
    answer: Answer | None = None
    error: str | None = None
    told: dict[str, str] = field(default_factory=dict[str, str])

    def call(self) -> dict[str, Any]:
        """Send it; raises Refused for good, Unavailable where it is to be tried again."""
        try:
            self.answer = fetch(
                "POST",
                self.url,
                headers=self.headers,
                content=self.delivery.body,
                timeout=PATIENCE,
                limit=EXCERPT,
                redirects=0,
                cut=True,
            )
        except Blocked as error:
            raise Unavailable(error.message) from error
        if self.answer.ok:
            return {"status": self.answer.status}
        if self.answer.status == 410:
            raise Refused("The receiver says that it is gone for good (410).")
        raise Unavailable(f"The receiver answered with {self.answer.status}.")


def failed(session: Session, job: Context, reason: str) -> None:
    """Note in the log that the job itself broke."""
    give_up(session, job.id, reason)
    mine = select(WebhookDelivery).where(col(WebhookDelivery.job_id) == job.id)
    for delivery in session.scalars(mine):
        delivery.state, delivery.error_message = DeliveryState.FAILED.value, reason
    touch(session, "webhook_delivery")


@kind(
    "webhook.deliver",
    title="Deliver webhook",
    payload=Deliver,
    attempts=3,
    delay=30,
    time_limit=40,
    tenant_concurrency=10,
    failed=failed,
)
def webhook_deliver(job: Context, payload: Deliver) -> dict[str, Any]:
    """Call the endpoint once; where it does not take the message, another job follows after a growing pause."""
    begun = _begin(job, payload)
    if begun is None:
        return {"skipped": True}
    parcel, effect_id = begun
    last = parcel.delivery.tries >= len(PAUSES)
    try:
        carry_out(job, effect_id, parcel.call, repeatable=True, last=last)
    except AppError as error:
        parcel.error = error.message
        return _missed(job.session, parcel, final=isinstance(error, Refused))
    return _arrived(job.session, parcel)


def _begin(job: Context, payload: Deliver) -> tuple[Parcel, UUID] | None:
    """The call as it is to be made, its intent written down; None where there is nothing (more) to deliver."""
    with job.open() as session:
        mine = select(WebhookDelivery).where(col(WebhookDelivery.id) == payload.delivery_id)
        delivery = session.scalars(mine.with_for_update()).first()
        if delivery is None or delivery.state not in {DeliveryState.WAITING, DeliveryState.RETRYING}:
            return None
        if (delivery.round, delivery.tries) != (payload.round, payload.tries):
            return None
        to = session.scalars(select(WebhookEndpoint).where(col(WebhookEndpoint.id) == delivery.endpoint_id)).one()
        delivery.job_id = job.id
        sent = headers_of(delivery.message_id, delivery.body, valid_secrets(session, to), utc_now(), delivery.hops)
        request = {"deliveryId": str(delivery.id), "event": delivery.event_name, "messageId": delivery.message_id}
        key = f"webhook:{delivery.id}:{delivery.round}"
        effect = intend(session, key=key, kind="webhook", target=to.url, request=request, job_id=job.id)
        return Parcel(delivery, to.url, sent), effect.id


def _arrived(session: Session, parcel: Parcel) -> dict[str, Any]:
    delivery = _tried(session, parcel)
    delivery.state, delivery.next_at, delivery.error_message = DeliveryState.DELIVERED.value, None, None
    delivery.delivered_at = utc_now()
    note_success(session, delivery)
    return {"delivered": True, "status": delivery.status}


def _missed(session: Session, parcel: Parcel, *, final: bool) -> dict[str, Any]:
    delivery = _tried(session, parcel)
    delivery.error_message = parcel.error
    if final or delivery.tries > len(PAUSES):
        delivery.state, delivery.next_at = DeliveryState.FAILED.value, None
    else:
        delivery.state = DeliveryState.RETRYING.value
        delivery.next_at = utc_now() + PAUSES[delivery.tries - 1]
        send_soon(session, delivery)
    if final:
        gone(session, delivery)
    else:
        note_failure(session, delivery)
    return {"delivered": False, "status": delivery.status, "reason": parcel.error, "state": delivery.state}


def _tried(session: Session, parcel: Parcel) -> WebhookDelivery:
    """Write the call into the log; gives the delivery as it stands now."""
    mine = select(WebhookDelivery).where(col(WebhookDelivery.id) == parcel.delivery.id)
    delivery, answer = session.scalars(mine.with_for_update()).one(), parcel.answer
    delivery.tries, delivery.status = delivery.tries + 1, answer.status if answer else None
    signature = parcel.headers["webhook-signature"]
    session.add(
        WebhookAttempt(
            delivery_id=delivery.id,
            url=parcel.url,
            request_headers={**parcel.headers, "webhook-signature": signature[:12] + "…"},
            status=delivery.status,
            milliseconds=round(answer.elapsed * 1000) if answer else 0,
            response_headers=_told(answer),
            response=answer.text.replace("\0", "")[:EXCERPT] if answer else "",
            error_message=parcel.error,
        )
    )
    touch(session, "webhook_delivery")
    return delivery


def _told(answer: Answer | None) -> dict[str, str]:
    return {name: text[:300] for name, text in answer.headers.items() if name in TOLD_HEADERS} if answer else {}


def send_soon(session: Session, delivery: WebhookDelivery) -> None:
    """Ask for the job of the next try, at once or at its time."""
    key = f"{delivery.id}:{delivery.round}:{delivery.tries}"
    job = enqueue(
        session,
        webhook_deliver,
        Deliver(delivery_id=delivery.id, round=delivery.round, tries=delivery.tries),
        scheduled_for=delivery.next_at,
        unique_key=key,
    )
    delivery.job_id = job.id
