"""The table of all that left the house, or is to leave it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow

MOMENT = DateTime(timezone=True)


class EffectState(StrEnum):
    """Where a sending stands; UNKNOWN: it may have left, nobody can know, and a person decides."""

    INTENDED = "intended"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Effect(HouseRow, table=True):
    """One mail, call or post to the outside, under a key by which it happens once.

    `request` holds what a person needs to recognise it, never a secret; `waiter` names who goes on once it is settled
    ("run:<execution>:<step>"). `tries` counts the calls that were begun.
    """

    __tablename__ = "send_ledger"
    __table_args__ = (
        Index("send_ledger_key", "tenant_id", "key", unique=True, postgresql_nulls_not_distinct=True),
        Index("send_ledger_recent", "tenant_id", text("id DESC")),
        Index("send_ledger_job", "job_id"),
        Index("send_ledger_unknown", "tenant_id", "id", postgresql_where=text("state = 'unknown'")),
        Index("send_ledger_waiter", "tenant_id", "waiter", postgresql_where=text("waiter IS NOT NULL")),
    )

    tenant_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    key: str
    kind: str
    target: str
    request: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    state: str = EffectState.INTENDED.value
    answer: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    error_message: str | None = None
    waiter: str | None = None
    job_id: UUID | None = None
    tries: int = 0
    note: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    settled_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
