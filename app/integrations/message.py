"""What is sent to an endpoint: the body, and the headers of Standard Webhooks."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from app.core.errors import Invalid

AGENT = "Steward-Webhooks/1"
HOPS = "steward-hops"
MOST_HOPS = 3


def body_of(
    name: str, at: datetime, event_id: UUID, sequence: int, record: tuple[str, UUID], payload: Mapping[str, Any]
) -> str:
    """The body of an event: its `type`, `timestamp`, `id`, and `sequence`, by which receivers can put them in order."""
    table, record_id = record
    told = {
        "type": name,
        "timestamp": at.isoformat(),
        "id": str(event_id),
        "sequence": sequence,
        "data": {"object": table, "objectId": str(record_id), "payload": payload},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def headers_of(message_id: str, body: str, secrets: Sequence[str], at: datetime, hops: int) -> dict[str, str]:
    """The headers of one call; `webhook-signature` holds one signature for each secret that is valid."""
    signatures = [Webhook(secret).sign(message_id, at, body) for secret in secrets]
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
        HOPS: str(hops),
    }


def check_secret(text: str) -> str:
    """The secret, if Standard Webhooks can use it; raises Invalid."""
    try:
        Webhook(text)
    except (ValueError, RuntimeError, EmptyWebhookSecretError):
        raise Invalid("This secret cannot be used.", fields={"secret": "whsec_ and base64 after it"}) from None
    return text
