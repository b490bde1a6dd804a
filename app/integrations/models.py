"""Tables of webhooks: endpoints that we call, sources that call us, and the log of both."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference

MOMENT = DateTime(timezone=True)
OPEN = text("state IN ('waiting', 'retrying')")


class DeliveryState(StrEnum):
    """Where one delivery stands; DROPPED was given up because its endpoint was switched off."""

    WAITING = "waiting"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class WebhookEndpoint(OwnedRow, table=True):
    """An address that hears of our events; `events` are names or patterns ("deal.*", "*")."""

    __tablename__ = "webhook_endpoint"
    __table_args__ = (Index("webhook_endpoint_active", "tenant_id", postgresql_where=text("active")),)

    name: str
    url: str
    events: list[str] = Field(default_factory=list, sa_type=JSONB, nullable=False)
    active: bool = True
    disabled_reason: str | None = None
    member_id: UUID | None = None


class WebhookHealth(TenantRow, table=True):
    """How the last calls of an endpoint went; apart from it, so that its history holds what people did."""

    __tablename__ = "webhook_health"
    __table_args__ = (
        reference("webhook_endpoint", "endpoint_id", ondelete="cascade"),
        Index("webhook_health_one", "tenant_id", "endpoint_id", unique=True),
    )

    endpoint_id: UUID
    failing_since: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    delivered_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    last_status: int | None = None
    last_error: str | None = None


class WebhookSecret(TenantRow, table=True):
    """A sealed secret of an endpoint or a source; one that was replaced stays valid until `expires_at`.

    It has no history: to undo a rotation must not bring a leaked secret back.
    """

    __tablename__ = "webhook_secret"
    __table_args__ = (
        reference("webhook_endpoint", "endpoint_id", ondelete="cascade"),
        reference("webhook_source", "source_id", ondelete="cascade"),
        Index("webhook_secret_of_endpoint", "tenant_id", "endpoint_id"),
        Index("webhook_secret_of_source", "tenant_id", "source_id"),
    )

    endpoint_id: UUID | None = None
    source_id: UUID | None = None
    sealed: str
    expires_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class WebhookDelivery(TenantRow, table=True):
    """One message to one endpoint. `message_id` stays the same however often it is sent, and so does `body`.

    `tries` counts those of this `round`; a replay begins another. `place` is that of the event's recording.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        reference("webhook_endpoint", "endpoint_id", ondelete="cascade"),
        Index("webhook_delivery_once", "tenant_id", "endpoint_id", "message_id", unique=True),
        Index("webhook_delivery_recent", "tenant_id", "endpoint_id", text("id DESC")),
        Index("webhook_delivery_open", "tenant_id", "endpoint_id", postgresql_where=OPEN),
    )

    endpoint_id: UUID
    message_id: str
    event_name: str
    event_id: UUID | None = None
    body: str
    state: str = DeliveryState.WAITING.value
    round: int = 1
    tries: int = 0
    hops: int = 0
    next_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    status: int | None = None
    error_message: str | None = None
    delivered_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    job_id: UUID | None = None


class WebhookAttempt(TenantRow, table=True):
    """One call: what was sent (its signature cut short) and the beginning of what came back."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (
        reference("webhook_delivery", "delivery_id", ondelete="cascade"),
        Index("webhook_attempt_of_delivery", "tenant_id", "delivery_id", "id"),
    )

    delivery_id: UUID
    url: str
    request_headers: dict[str, str] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    status: int | None = None
    milliseconds: int = 0
    response_headers: dict[str, str] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    response: str = ""
    error_message: str | None = None


class Verify(StrEnum):
    """How a source proves itself: Standard Webhooks, an HMAC of the body, a token in a header, or not at all."""

    STANDARD = "standard"
    HMAC = "hmac"
    TOKEN = "token"
    NONE = "none"


class WebhookSource(OwnedRow, table=True):
    """A program that calls us under an address of its own; its payloads become events `webhook.<slug>`."""

    __tablename__ = "webhook_source"
    __table_args__ = (
        Index("webhook_source_slug", "tenant_id", "slug", unique=True),
        Index("webhook_source_public", "public_id", unique=True),
    )

    name: str
    slug: str
    public_id: str
    active: bool = True
    verify: str = Verify.STANDARD.value
    header: str = ""
    algorithm: str = "sha256"
    encoding: str = "hex"
    id_header: str = ""


class WebhookReceipt(TenantRow, table=True):
    """One call of a source, taken (with the event it became) or turned away (with the reason)."""

    __tablename__ = "webhook_receipt"
    __table_args__ = (
        reference("webhook_source", "source_id", ondelete="cascade"),
        Index(
            "webhook_receipt_once",
            "tenant_id",
            "source_id",
            "delivery_key",
            unique=True,
            postgresql_where=text("delivery_key IS NOT NULL"),
        ),
        Index("webhook_receipt_recent", "tenant_id", "source_id", text("id DESC")),
    )

    source_id: UUID
    delivery_key: str | None = None
    accepted: bool = True
    reason: str | None = None
    size: int = 0
    repeats: int = 0
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    event_id: UUID | None = None
