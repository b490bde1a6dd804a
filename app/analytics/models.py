"""Reports and their runs, sources of figures from outside, and the events these brought."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference

MOMENT = DateTime(timezone=True)


class ReportType(StrEnum):
    """What a report is about."""

    SALES = "sales"
    TRAFFIC = "traffic"
    CONVERSION = "conversion"
    ENGAGEMENT = "engagement"


class Every(StrEnum):
    """How often a report comes by itself."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Often(StrEnum):
    """How often a source is fetched by itself."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


class Report(OwnedRow, table=True):
    """A report: what it shows (`config`), when it comes, and to whom; it is made with the rights of its owner."""

    __tablename__ = "analytics_reports"
    __history_skip__: ClassVar[frozenset[str]] = frozenset({"last_generated_at", "next_at"})
    __table_args__ = (
        Index("analytics_reports_recent", "tenant_id", text("created_at DESC"), text("id DESC")),
        Index("analytics_reports_due", "tenant_id", "next_at"),
        reference("member", "owner_id"),
    )

    name: str
    report_type: str
    schedule: str | None = None
    recipients: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    config: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    owner_id: UUID | None = None
    last_generated_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    next_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class ReportRun(TenantRow, table=True):
    """A report as it was made once, with its files; `owner_id` is the person with whose rights it was made."""

    __tablename__ = "analytics_report_run"
    __table_args__ = (
        Index("analytics_report_run_recent", "tenant_id", "report_id", text("id DESC")),
        reference("analytics_reports", "report_id", ondelete="cascade"),
        reference("file", "csv_id"),
        reference("file", "pdf_id"),
    )

    report_id: UUID | None = None
    job_id: UUID | None = None
    owner_id: UUID | None = None
    name: str
    period: str
    state: str = "made"
    error_message: str | None = None
    csv_id: UUID | None = None
    pdf_id: UUID | None = None
    mailed: int = 0


class Source(OwnedRow, table=True):
    """Where figures of a platform are fetched from; `headers` are sealed, `mapping` says which field is what.

    `result` and `error_message` are of the last fetch, which `job_id` made.
    """

    __tablename__ = "analytics_source"
    __history_skip__: ClassVar[frozenset[str]] = frozenset(
        {"headers", "last_synced_at", "next_at", "job_id", "result", "error_message"}
    )
    __table_args__ = (
        Index("analytics_source_by_platform", "tenant_id", text("lower(platform)"), unique=True),
        Index("analytics_source_due", "tenant_id", "next_at"),
    )

    platform: str
    url: str
    format: str = "csv"
    mapping: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    headers: str | None = None
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    schedule: str | None = None
    next_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    job_id: UUID | None = None
    result: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    error_message: str | None = None
    last_synced_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class AnalyticsEvent(TenantRow, table=True):
    """Something that happened on a platform; `value` is how often, or how much, where a row stands for many.

    `ref` tells the rows of a platform apart, so that the same row fetched twice is one.
    """

    __tablename__ = "analytics_events"
    __table_args__ = (
        Index("analytics_events_by_name", "tenant_id", "event_name", text("timestamp DESC")),
        Index("analytics_events_by_user", "tenant_id", "user_id"),
        UniqueConstraint("tenant_id", "platform", "ref", name="analytics_events_ref"),
    )

    event_name: str
    user_id: str | None = None
    session_id: str | None = None
    properties: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    timestamp: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    value: Decimal = Field(default=Decimal(1), sa_column=Column(Numeric, nullable=False, server_default=text("1")))
    channel: str | None = None
    campaign: str | None = None
    platform: str
    ref: str
