"""Removing the log of webhooks after a month, and secrets that have run out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlmodel import col

from app.accounts.rounds import ask_each
from app.core.queue import Context, Payload, kind, schedule
from app.integrations.models import WebhookDelivery, WebhookReceipt, WebhookSecret

KEPT = timedelta(days=30)
OVER = ("delivered", "failed", "dropped")


class Tidy(Payload):
    """Nothing to say."""


@kind("webhook.tidy_one", title="Remove old webhook log", payload=Tidy, time_limit=300)
def tidy_one(job: Context, payload: Tidy) -> dict[str, Any]:
    """Delete what is older than a month, of one organisation."""
    gone = [job.session.execute(delete(table).where(old).returning(col(table.id))).all() for table, old in _old()]
    return {"removed": sum(map(len, gone))}


@schedule("webhook.tidy", "23 4 * * *")
@kind("webhook.tidy", title="Ask for old webhook logs to be removed", payload=Tidy, time_limit=60)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """One job for each active organisation."""
    return ask_each(
        job, tidy_one, lambda session: any(session.scalar(select(exists().where(old))) for _, old in _old())
    )


def _old() -> list[tuple[type[WebhookDelivery | WebhookReceipt | WebhookSecret], ColumnElement[bool]]]:
    before = func.now() - KEPT
    return [
        (WebhookDelivery, (col(WebhookDelivery.created_at) < before) & col(WebhookDelivery.state).in_(OVER)),
        (WebhookReceipt, col(WebhookReceipt.created_at) < before),
        (WebhookSecret, col(WebhookSecret.expires_at) < before),
    ]
