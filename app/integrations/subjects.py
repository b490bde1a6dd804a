"""Webhooks as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register(
    "webhook_endpoint",
    "Webhook endpoint",
    Permission.INTEGRATIONS_READ,
    route="/settings/webhooks/{id}",
    noun="webhook_endpoint",
)
register(
    "webhook_source",
    "Webhook source",
    Permission.INTEGRATIONS_READ,
    route="/settings/sources/{id}",
    noun="webhook_source",
)
