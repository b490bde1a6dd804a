"""Removing the log of webhooks after a month, and secrets that have run out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func
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
    before = func.now() - KEPT
    sent = delete(WebhookDelivery).where(col(WebhookDelivery.created_at) < before, col(WebhookDelivery.state).in_(OVER))
    got = delete(WebhookReceipt).where(col(WebhookReceipt.created_at) < before)
    ended = delete(WebhookSecret).where(col(WebhookSecret.expires_at) < before)
    gone = [job.session.execute(part.returning(part.table.c.id)).all() for part in (sent, got, ended)]
    return {"removed": sum(map(len, gone))}


@schedule("webhook.tidy", "23 4 * * *")
@kind("webhook.tidy", title="Ask for old webhook logs to be removed", payload=Tidy, time_limit=60)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """One job for each active organisation."""
    return ask_each(job, tidy_one)
