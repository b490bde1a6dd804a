"""Webhooks as UI, API and automations see them; no secret is among them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """One endpoint with how it fares; `failing_since` is None while calls succeed."""

    id: UUID
    name: str
    url: str
    events: list[str]
    active: bool
    disabled_reason: Said | None
    failing_since: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_error: Said | None
    waiting: int
    failed: int
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SecretRow:
    """The newest secret in the clear, and until when the one before it is valid too."""

    secret: str
    older_until: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One message to one endpoint."""

    id: UUID
    endpoint_id: UUID
    message_id: str
    event_name: str
    event_id: UUID | None
    state: str
    round: int
    tries: int
    next_at: datetime | None
    status: int | None
    error_message: Said | None
    delivered_at: datetime | None
    job_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One call of a delivery."""

    id: UUID
    url: str
    request_headers: dict[str, str]
    status: int | None
    milliseconds: int
    response_headers: dict[str, str]
    response: str
    error_message: Said | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryDetail:
    """A delivery with its body and every call."""

    delivery: DeliveryRow
    body: str
    attempts: list[AttemptRow]


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Some deliveries, newest first, and the cursor of the next ones."""

    items: list[DeliveryRow]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many deliveries were set going again."""

    count: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A field that the last payloads of a source held: its dotted path, its type, and a value."""

    path: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source, the address it calls and what came of it."""

    id: UUID
    name: str
    slug: str
    url: str
    active: bool
    verify: str
    header: str
    algorithm: str
    encoding: str
    id_header: str
    event_name: str
    received: int
    refused: int
    last_at: datetime | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One call of a source."""

    id: UUID
    delivery_key: str | None
    accepted: bool
    reason: Said | None
    size: int
    repeats: int
    headers: dict[str, str]
    payload: dict[str, Any]
    event_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """A source with its last calls, and the fields that its last payloads held."""

    source: SourceRow
    receipts: list[ReceiptRow]
    fields: list[Seen]
