"""A call of a source: believed, counted once, and turned into events."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.accounts.models import Tenant
from app.core import limits
from app.core.actions.run import announce
from app.core.actor import visitor
from app.core.db import Session, open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.events import touch
from app.core.events.post import post
from app.core.ids import new_id
from app.integrations.message import HOPS, MOST_HOPS
from app.integrations.models import Verify, WebhookReceipt, WebhookSource
from app.integrations.payloads import read, told_headers
from app.integrations.public_ids import NOWHERE, tenant_of
from app.integrations.secrets import valid_secrets
from app.integrations.verifying import refusal

LARGEST = 1_000_000
MINUTE = 60
EACH = 600
KEPT_REFUSALS = 20
# Where senders put the id of a delivery, unless the source names another header.
ID_HEADERS = ("webhook-id", "svix-id", "x-github-delivery", "x-shopify-webhook-id", "idempotency-key", "x-event-id")


@dataclass(frozen=True, slots=True)
class Call:
    """What arrived: header names in lower case."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """That a call was taken, as which event, and whether it had come before."""

    event_id: UUID | None
    repeated: bool


def receive(public_id: str, call: Call) -> Taken:
    """Take a call of the source with this public id; the same delivery twice makes one event.

    Raises NotFound, Refused where it is not believed, Invalid where it cannot be read, Limited above 600 a minute.
    """
    actor = visitor(tenant_of(public_id))
    limits.hit("hook", public_id, EACH, MINUTE)
    with open_session(actor) as session:
        source = _source(session, public_id)
        problem, payload = _looked_at(session, source, call)
        taken = _keep(session, source, call, payload) if problem is None else _turn_away(session, source, call, problem)
        touch(session, "webhook_receipt")
        announce(session, actor)
    if problem is not None:
        raise problem
    return taken


def _source(session: Session, public_id: str) -> WebhookSource:
    wanted = select(WebhookSource).where(col(WebhookSource.public_id) == public_id, col(WebhookSource.active))
    source = session.scalars(wanted).first()
    if source is None or not session.scalar(select(col(Tenant.active))):
        raise NotFound(NOWHERE)
    return source


def _looked_at(session: Session, source: WebhookSource, call: Call) -> tuple[Refused | Invalid | None, dict[str, Any]]:
    secrets = valid_secrets(session, source) if source.verify != Verify.NONE else []
    if reason := refusal(source, secrets, call.headers, call.body):
        return Refused(reason), {}
    if _hops(call) > MOST_HOPS:
        return Refused("This message has gone in a circle between webhooks; it ends here."), {}
    try:
        return None, read(call.body, call.headers.get("content-type", ""))
    except Invalid as error:
        return error, {}


def _hops(call: Call) -> int:
    given = call.headers.get(HOPS, "0")
    return int(given) if given.isdecimal() and len(given) < 4 else 0


def _key(source: WebhookSource, call: Call) -> str | None:
    names = (source.id_header.lower(),) if source.id_header else ID_HEADERS
    return next((call.headers[name][:200] for name in names if call.headers.get(name)), None)


def _keep(session: Session, source: WebhookSource, call: Call, payload: dict[str, Any]) -> Taken:
    key, receipt_id = _key(source, call), new_id()
    fresh = insert(WebhookReceipt).values(
        id=receipt_id,
        source_id=source.id,
        delivery_key=key,
        size=len(call.body),
        headers=told_headers(call.headers, source.header if source.verify != Verify.HMAC else ""),
        payload=payload,
    )
    once = fresh.on_conflict_do_nothing(
        index_elements=["tenant_id", "source_id", "delivery_key"],
        index_where=col(WebhookReceipt.delivery_key).is_not(None),
    )
    if session.execute(once.returning(col(WebhookReceipt.id))).first() is None:
        return _repeated(session, source, key or "")
    told = {
        "source": source.slug,
        "sourceId": source.id,
        "deliveryId": key or receipt_id,
        "payload": payload,
        HOPS: _hops(call),
    }
    about = f"webhook:{receipt_id}"
    event = post(session, f"webhook.{source.slug}", told, subject=about)
    post(session, "webhook.received", told, subject=about)
    mine = update(WebhookReceipt).where(col(WebhookReceipt.id) == receipt_id).values(event_id=event.id)
    session.execute(mine, execution_options={"synchronize_session": False})
    return Taken(event.id, False)


def _repeated(session: Session, source: WebhookSource, key: str) -> Taken:
    mine = col(WebhookReceipt.source_id) == source.id, col(WebhookReceipt.delivery_key) == key
    counted = update(WebhookReceipt).where(*mine).values(repeats=col(WebhookReceipt.repeats) + 1)
    found = session.execute(counted.returning(col(WebhookReceipt.event_id))).first()
    if found is None:
        raise Conflict("This delivery is being taken at this moment; it need not come again.")
    return Taken(found[0], True)


def _turn_away(session: Session, source: WebhookSource, call: Call, error: Refused | Invalid) -> Taken:
    """Keep why, for the last few only: a stranger must not fill the log."""
    session.add(
        WebhookReceipt(
            source_id=source.id,
            accepted=False,
            reason=error.message,
            size=len(call.body),
            headers=told_headers(call.headers, source.header),
        )
    )
    session.flush()
    of = col(WebhookReceipt.source_id) == source.id, col(WebhookReceipt.accepted).is_(False)
    kept = select(col(WebhookReceipt.id)).where(*of).order_by(col(WebhookReceipt.id).desc()).limit(KEPT_REFUSALS)
    older = delete(WebhookReceipt).where(*of, col(WebhookReceipt.id).not_in(kept))
    session.execute(older, execution_options={"synchronize_session": False})
    return Taken(None, False)
