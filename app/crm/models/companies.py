"""Organisations."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference
from app.crm.models.columns import (
    MONEY,
    by_reference,
    extra_column,
    key_column,
    money_key_column,
    never_empty,
    recent,
    referring,
    search_column,
    searched,
    sorted_by,
    tags_column,
)


class Company(OwnedRow, table=True):
    """An organisation that is or may become a customer."""

    __tablename__ = "company"
    __table_args__ = (
        recent("company"),
        searched("company"),
        sorted_by("company", "name", "name_key"),
        sorted_by("company", "revenue", "revenue_key"),
        sorted_by("company", "employees", "employees_key"),
        Index("company_by_domain", "tenant_id", "domain"),
        Index("company_by_owner", "tenant_id", "owner_id", text("created_at DESC"), text("id DESC")),
        referring("company", "parent_id"),
        by_reference("company"),
        reference("member", "owner_id"),
        reference("company", "parent_id"),
    )

    name: str
    domain: str | None = None
    sector: str | None = None
    country: str | None = None
    city: str | None = None
    phone: str | None = None
    founded: int | None = None
    employees: int | None = None
    revenue: Decimal | None = Field(default=None, sa_type=MONEY)  # pyright: ignore[reportArgumentType]
    currency: str | None = None
    owner_id: UUID | None = None
    parent_id: UUID | None = None
    source: str | None = None
    tags: list[str] = Field(default_factory=list, sa_column=tags_column())
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=extra_column())
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    name_key: str | None = Field(default=None, sa_column=key_column("name"))
    revenue_key: int | None = Field(default=None, sa_column=money_key_column("revenue"))
    employees_key: int | None = Field(default=None, sa_column=never_empty("employees", Integer(), "-1"))
    search: str | None = Field(default=None, sa_column=search_column("name", "domain", "city", "sector"))
