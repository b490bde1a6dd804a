"""Tickets sent by mail: to check an address, to set a new password, to join an organisation."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.accounts.models.tenants import MOMENT
from app.core.db import HouseRow


class TicketKind(StrEnum):
    """What a ticket lets its holder do, once."""

    VERIFY = "verify"
    RESET = "reset"
    INVITE = "invite"
    CHANGE = "change"


class Ticket(HouseRow, table=True):
    """One use of one right, for a limited time; only the SHA-256 of its secret is kept."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ticket_by_secret", "secret_hash", unique=True),
        Index("ticket_of_tenant", "tenant_id", "kind", "created_at"),
        Index("ticket_of_account", "account_id", "kind"),
    )

    kind: str
    secret_hash: str
    email: str
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id", ondelete="CASCADE")
    role: str | None = None
    invited_by_id: UUID | None = None
    expires_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    used_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
