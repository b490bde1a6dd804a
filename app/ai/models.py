"""Providers, prompts, what was made with them, and what it cost."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference

USD = Numeric(14, 6)


class Category(StrEnum):
    """What a prompt is for."""

    MARKETING = "marketing"
    SOCIAL = "social"
    EMAIL = "email"
    PRODUCT = "product"


class Made(StrEnum):
    """Where a generation stands."""

    ASKED = "asked"
    MADE = "made"
    FAILED = "failed"


class ProviderSetting(OwnedRow, table=True):
    """What an organisation has set of one provider: its sealed key, an address or model of its own.

    `prices` are US dollars for a million tokens in and out, by the beginning of a model's name.
    """

    __tablename__ = "ai_provider"
    __history_skip__: ClassVar[frozenset[str]] = frozenset({"secret"})
    __table_args__ = (UniqueConstraint("tenant_id", "provider", name="ai_provider_once"),)

    provider: str
    secret: str | None = None
    base_url: str | None = None
    model: str | None = None
    prices: dict[str, list[str]] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})


class Prompt(OwnedRow, table=True):
    """A template that asks a model for something; `variables` are what it must be given."""

    __tablename__ = "ai_prompts"
    __table_args__ = (Index("ai_prompts_by_name", "tenant_id", text("lower(name)"), unique=True),)

    name: str
    category: str
    template: str
    variables: list[str] = Field(default_factory=list[str], sa_type=JSONB, nullable=False)
    model: str = "gpt-4"
    temperature: float = 0.7
    max_tokens: int = 500


class Generation(TenantRow, table=True):
    """One text asked of a model; `input_variables` are what the prompt was filled with, `source` its template."""

    __tablename__ = "ai_generations"
    __table_args__ = (
        Index("ai_generations_recent", "tenant_id", text("id DESC")),
        reference("ai_prompts", "prompt_id"),
    )

    prompt_id: UUID | None = None
    source: str
    input_variables: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    options: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    state: str = Made.ASKED.value
    generated_content: str | None = None
    suggestions: list[str] = Field(default_factory=list[str], sa_type=JSONB, nullable=False)
    provider: str | None = None
    model: str | None = None
    tokens_used: int = 0
    cost_usd: Decimal = Field(default=Decimal(0), sa_column=Column(USD, nullable=False, server_default=text("0")))
    quality_score: float | None = None
    was_used: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    job_id: UUID | None = None
    member_id: UUID | None = None
    error_message: str | None = None


class Cost(TenantRow, table=True):
    """What one use of a paid service cost; until it is `settled`, what it may cost at most."""

    __tablename__ = "ai_costs"
    __table_args__ = (
        Index("ai_costs_recent", "tenant_id", "service", text("created_at DESC")),
        UniqueConstraint("tenant_id", "key", name="ai_costs_key"),
    )

    key: str
    service: str
    operation: str
    tokens_used: int = 0
    cost_usd: Decimal = Field(sa_column=Column(USD, nullable=False))
    settled: bool = False


class Budget(OwnedRow, table=True):
    """What a service may cost in a calendar month of the organisation, in US dollars; "total" bounds all together."""

    __tablename__ = "ai_budgets"
    __table_args__ = (UniqueConstraint("tenant_id", "service", name="ai_budgets_once"),)

    service: str
    usd_month: Decimal = Field(sa_column=Column(Numeric(12, 2), nullable=False))
