"""The table of jobs: the truth about all work that is done apart from a click."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, DateTime, Index, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow

MOMENT = DateTime(timezone=True)
WAITING = text("status IN ('pending', 'retrying')")
# The lane of the house's own jobs, beside the tenants'.
HOUSE = UUID(int=0)
LIVE = text("unique_key IS NOT NULL AND status IN ('pending', 'retrying', 'processing')")


class State(StrEnum):
    """Where a job stands; the names are those of the wire."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    RETRYING = "retrying"
    CANCELLED = "cancelled"


class Job(HouseRow, table=True):
    """One piece of work, written in the transaction of the change that asks for it.

    `fence` rises at every claim: who holds an older number may write nothing any more. `lease_until` is by the
    database's clock. `lapses` counts the workers that died over it, `position` is where a long job goes on. `lane` is
    the tenant (or HOUSE), among whom the workers go round. `links` are [table, id] of what it touched, `cancelled_by`
    the operation that cancelled it, `scopes` the rights of the API key that asked, which its work may not exceed.
    `setting` is the page of settings that mends its last error.
    """

    __tablename__ = "job_queue"
    __table_args__ = (
        Index("job_queue_status", "status", text("priority DESC"), "scheduled_for"),
        Index("job_queue_when", "scheduled_for", postgresql_where=WAITING),
        Index(
            "job_queue_lanes",
            text("priority DESC"),
            text("lane DESC"),
            text("job_type DESC"),
            "scheduled_for",
            postgresql_where=WAITING,
        ),
        Index("job_queue_leases", "lease_until", postgresql_where=text("status = 'processing'")),
        Index("job_queue_recent", "tenant_id", text("id DESC")),
        Index(
            "job_queue_unique",
            "tenant_id",
            "job_type",
            "unique_key",
            unique=True,
            postgresql_where=LIVE,
            postgresql_nulls_not_distinct=True,
        ),
    )

    tenant_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    lane: UUID = Field(
        default=None,
        sa_column=Column(Uuid, Computed(f"COALESCE(tenant_id, '{HOUSE}'::uuid)", persisted=True), nullable=False),
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    job_type: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    status: str = State.PENDING.value
    priority: int = 0
    attempts: int = 0
    max_attempts: int = 3
    scheduled_for: datetime = Field(
        default=None, sa_type=MOMENT, sa_column_kwargs={"server_default": text("now()")}, nullable=False
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    started_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    completed_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    error_message: str | None = None
    traceback: str | None = None
    setting: str | None = None
    fence: int = 0
    lapses: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    worker: str | None = None
    progress_done: int = 0
    progress_total: int | None = None
    progress_note: str | None = None
    position: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    result: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    cancel_requested_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    cancelled_by: UUID | None = None
    links: list[list[str]] | None = Field(default=None, sa_type=JSONB)
    unique_key: str | None = None
    operation_id: UUID | None = None
    member_id: UUID | None = None
    scopes: list[str] | None = Field(default=None, sa_type=JSONB)
