"""Deals."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Date, Index, Numeric, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference
from app.crm.models.columns import (
    MOMENT,
    MONEY,
    NO_DAY,
    NO_MOMENT,
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


class Deal(OwnedRow, table=True):
    """A sale under way, won or lost. `amount` is what it is or was worth in `currency`."""

    __tablename__ = "deal"
    __history_quiet__: ClassVar[frozenset[str]] = frozenset({"rank", "active_at", "stage_since"})
    __table_args__ = (
        recent("deal"),
        searched("deal"),
        Index("deal_on_board", "tenant_id", "pipeline_id", "stage_id", "rank", "id"),
        sorted_by("deal", "name", "name_key"),
        sorted_by("deal", "amount", "amount_key"),
        sorted_by("deal", "expected", "expected_key"),
        sorted_by("deal", "closed", "closed_key"),
        Index("deal_closed", "tenant_id", "closed_at", "id"),
        referring("deal", "contact_id"),
        referring("deal", "product_id"),
        Index("deal_by_owner", "tenant_id", "owner_id", "closed_at"),
        referring("deal", "company_id"),
        by_reference("deal"),
        reference("pipeline", "pipeline_id", ondelete="restrict"),
        reference("stage", "stage_id", ondelete="restrict"),
        reference("company", "company_id"),
        reference("contact", "contact_id"),
        reference("product", "product_id"),
        reference("member", "owner_id"),
    )

    name: str
    pipeline_id: UUID
    stage_id: UUID
    rank: Decimal = Field(default=Decimal(0), sa_column=Column(Numeric, nullable=False, server_default="0"))
    amount: Decimal | None = Field(default=None, sa_type=MONEY)  # pyright: ignore[reportArgumentType]
    currency: str = "EUR"
    company_id: UUID | None = None
    contact_id: UUID | None = None
    product_id: UUID | None = None
    owner_id: UUID | None = None
    source: str | None = None
    engaged_on: date | None = Field(default=None, sa_type=Date)
    expected_on: date | None = Field(default=None, sa_type=Date)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    lost_reason: str | None = None
    next_step: str | None = None
    stage_since: datetime = Field(
        default=None, sa_type=MOMENT, sa_column_kwargs={"server_default": text("now()")}, nullable=False
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    active_at: datetime = Field(
        default=None, sa_type=MOMENT, sa_column_kwargs={"server_default": text("now()")}, nullable=False
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    tags: list[str] = Field(default_factory=list, sa_column=tags_column())
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=extra_column())
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    name_key: str | None = Field(default=None, sa_column=key_column("name"))
    amount_key: int | None = Field(default=None, sa_column=money_key_column("amount"))
    expected_key: date | None = Field(default=None, sa_column=never_empty("expected_on", Date(), NO_DAY))
    closed_key: datetime | None = Field(default=None, sa_column=never_empty("closed_at", MOMENT, NO_MOMENT))
    search: str | None = Field(default=None, sa_column=search_column("name", "next_step"))
