"""The organisations that live in this installation, kept apart from one another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field

from app.core.db import HouseRow

MOMENT = DateTime(timezone=True)


class Tenant(HouseRow, table=True):
    """One organisation. `operator_until` is how long its owner lets the operator look at its records."""

    __tablename__ = "tenant"
    __table_args__ = (Index("tenant_by_slug", "slug", unique=True),)

    name: str
    slug: str
    locale: str = "en"
    zone: str = "UTC"
    currency: str = "EUR"
    accent: str = "#0f766e"
    address: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    sample_wanted: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    sample_loaded_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    operator_until: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class TenantLimit(HouseRow, table=True):
    """What the operator allows one organisation at most; None is no limit of its own."""

    __tablename__ = "tenant_limit"
    __table_args__ = (Index("tenant_limit_of", "tenant_id", unique=True),)

    tenant_id: UUID = Field(foreign_key="tenant.id", ondelete="CASCADE")
    people: int | None = None
    records: int | None = None
    requests_a_minute: int | None = None
    jobs_a_day: int | None = None
