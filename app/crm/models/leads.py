"""Leads, the ledger and rules of their score, and what their assignment goes by."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference
from app.crm.models.columns import (
    MOMENT,
    MONEY,
    address_key_column,
    by_reference,
    extra_column,
    key_column,
    recent,
    referring,
    search_column,
    searched,
    sorted_by,
    tags_column,
)


class LeadState(StrEnum):
    """Where a lead stands."""

    NEW = "new"
    WORKING = "working"
    NURTURE = "nurture"
    QUALIFIED = "qualified"
    CONVERTED = "converted"
    LOST = "lost"


class Lead(OwnedRow, table=True):
    """Somebody who may become a customer: scored, assigned, worked, and converted or lost.

    Without a `grade` a lead has not been scored yet.
    """

    __tablename__ = "lead"
    __history_quiet__: ClassVar[frozenset[str]] = frozenset({"first_contact", "last_contact", "assigned_at"})
    __table_args__ = (
        recent("lead"),
        searched("lead"),
        sorted_by("lead", "name", "name_key"),
        sorted_by("lead", "score", "score"),
        sorted_by("lead", "email", "email_key"),
        referring("lead", "contact_id"),
        referring("lead", "company_id"),
        referring("lead", "deal_id"),
        Index("lead_by_owner", "tenant_id", "owner_id", "state"),
        by_reference("lead"),
        reference("member", "owner_id"),
        reference("contact", "contact_id"),
        reference("company", "company_id"),
        reference("deal", "deal_id"),
    )

    name: str
    email: str | None = None
    phone: str | None = None
    company_name: str | None = None
    role: str | None = None
    country: str | None = None
    city: str | None = None
    territory: str | None = None
    source: str = "manual"
    message: str | None = None
    interest: str | None = None
    budget: Decimal | None = Field(default=None, sa_type=MONEY)  # pyright: ignore[reportArgumentType]
    employees: int | None = None
    state: str = LeadState.NEW.value
    lost_reason: str | None = None
    score: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    grade: str | None = None
    owner_id: UUID | None = None
    assigned_reason: str | None = None
    assigned_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    first_contact: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    last_contact: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    contact_id: UUID | None = None
    company_id: UUID | None = None
    deal_id: UUID | None = None
    converted_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    consent: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    tags: list[str] = Field(default_factory=list, sa_column=tags_column())
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=extra_column())
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    name_key: str | None = Field(default=None, sa_column=key_column("name"))
    email_key: str | None = Field(default=None, sa_column=address_key_column("email"))
    search: str | None = Field(default=None, sa_column=search_column("name", "email", "company_name", "phone"))


class LeadPoint(OwnedRow, table=True):
    """One line of the ledger of a lead's score: the points, and the reason in plain words."""

    __tablename__ = "lead_point"
    __table_args__ = (
        Index("lead_point_of_lead", "tenant_id", "lead_id", "created_at"),
        reference("lead", "lead_id", ondelete="cascade"),
    )

    lead_id: UUID
    rule: str
    kind: str
    points: int
    reason: str
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Rota(TenantRow, table=True):
    """When each person was last given a lead, so that round robin goes on where it stopped."""

    __tablename__ = "rota"

    last_assigned_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class ScoreRule(OwnedRow, table=True):
    """One rule of lead scoring: leads that meet `condition` (the condition language) get `points`."""

    __tablename__ = "score_rule"
    __table_args__ = (Index("score_rule_by_name", "tenant_id", text("lower(name)"), unique=True),)

    name: str
    kind: str
    condition: dict[str, Any] = Field(sa_type=JSONB)
    points: int
    position: int = 0
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})


class AssignmentPolicy(OwnedRow, table=True):
    """How new leads find their owner: the strategies in the order they are asked; one row a tenant."""

    __tablename__ = "assignment_policy"
    __table_args__ = (Index("assignment_policy_single", "tenant_id", unique=True),)

    strategies: list[str] = Field(sa_type=ARRAY(Text))  # pyright: ignore[reportArgumentType]
    automatic: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
