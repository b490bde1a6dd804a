"""The tables of the CRM and the words their columns may hold."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, Date, DateTime, Index, Numeric, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.types import Text
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference

MONEY = Numeric(18, 2)
MOMENT = DateTime(timezone=True)


class LeadState(StrEnum):
    """Where a lead stands."""

    NEW = "new"
    WORKING = "working"
    NURTURE = "nurture"
    QUALIFIED = "qualified"
    CONVERTED = "converted"
    LOST = "lost"


class StageKind(StrEnum):
    """What reaching a stage means for the deal."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"


def _recent(name: str) -> Index:
    return Index(f"{name}_recent", "tenant_id", text("created_at DESC"), text("id DESC"))


def _searched(name: str) -> Index:
    return Index(f"{name}_search", "search", postgresql_using="gin")


def _search(*columns: str) -> Any:
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    return Column(TSVECTOR, Computed(f"to_tsvector('simple', {words})", persisted=True), nullable=True)


class Company(OwnedRow, table=True):
    """An organisation that is or may become a customer."""

    __tablename__ = "company"
    __table_args__ = (
        _recent("company"),
        _searched("company"),
        Index("company_by_name", "tenant_id", text("lower(name)"), "id"),
        Index("company_by_ref", "tenant_id", "external_ref", unique=True, postgresql_where=text("external_ref is not null")),
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
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("name", "domain", "city", "sector"))


class Contact(OwnedRow, table=True):
    """A person the company knows."""

    __tablename__ = "contact"
    __table_args__ = (
        _recent("contact"),
        _searched("contact"),
        Index("contact_by_name", "tenant_id", text("lower(name)"), "id"),
        Index("contact_by_email", "tenant_id", text("lower(email)")),
        Index("contact_of_company", "tenant_id", "company_id"),
        Index("contact_by_ref", "tenant_id", "external_ref", unique=True, postgresql_where=text("external_ref is not null")),
        reference("company", "company_id"),
        reference("member", "owner_id"),
    )

    name: str
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    role: str | None = None
    company_id: UUID | None = None
    owner_id: UUID | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    birthday: date | None = Field(default=None, sa_type=Date)
    language: str | None = None
    source: str | None = None
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("name", "email", "phone", "city"))


class Lead(OwnedRow, table=True):
    """Somebody who may become a customer: scored, assigned, worked, and converted or lost."""

    __tablename__ = "lead"
    __table_args__ = (
        _recent("lead"),
        _searched("lead"),
        Index("lead_by_score", "tenant_id", text("score DESC"), text("id DESC")),
        Index("lead_by_email", "tenant_id", text("lower(email)")),
        Index("lead_by_owner", "tenant_id", "owner_id", "state"),
        Index("lead_by_ref", "tenant_id", "external_ref", unique=True, postgresql_where=text("external_ref is not null")),
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
    grade: str = "D"
    owner_id: UUID | None = None
    assigned_reason: str | None = None
    assigned_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    last_contact: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    contact_id: UUID | None = None
    company_id: UUID | None = None
    deal_id: UUID | None = None
    converted_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    consent: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("name", "email", "company_name", "phone"))


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


class Product(OwnedRow, table=True):
    """Something that is sold."""

    __tablename__ = "product"
    __table_args__ = (
        _recent("product"),
        _searched("product"),
        Index("product_by_name", "tenant_id", text("lower(name)"), unique=True),
    )

    name: str
    code: str | None = None
    series: str | None = None
    description: str | None = None
    price: Decimal | None = Field(default=None, sa_type=MONEY)  # pyright: ignore[reportArgumentType]
    currency: str | None = None
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("name", "code", "series"))


class Pipeline(OwnedRow, table=True):
    """A row of stages that deals go through."""

    __tablename__ = "pipeline"
    __table_args__ = (Index("pipeline_by_name", "tenant_id", text("lower(name)"), unique=True),)

    name: str
    position: int = 0
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Stage(OwnedRow, table=True):
    """One step of a pipeline, with the chance in per cent that a deal standing there is won."""

    __tablename__ = "stage"
    __table_args__ = (
        Index("stage_of_pipeline", "tenant_id", "pipeline_id", "position"),
        reference("pipeline", "pipeline_id", ondelete="cascade"),
    )

    pipeline_id: UUID
    name: str
    position: int = 0
    probability: int = 0
    kind: str = StageKind.OPEN.value
    rots_after_days: int | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Deal(OwnedRow, table=True):
    """A sale under way, won or lost. `amount` is what it is or was worth in `currency`."""

    __tablename__ = "deal"
    __table_args__ = (
        _recent("deal"),
        _searched("deal"),
        Index("deal_on_board", "tenant_id", "pipeline_id", "stage_id", "rank", "id"),
        Index("deal_closed", "tenant_id", "closed_at", "id"),
        Index("deal_by_owner", "tenant_id", "owner_id", "closed_at"),
        Index("deal_of_company", "tenant_id", "company_id"),
        Index("deal_by_ref", "tenant_id", "external_ref", unique=True, postgresql_where=text("external_ref is not null")),
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
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("name", "next_step"))


class Task(OwnedRow, table=True):
    """Something that somebody has to do, about at most one record of each kind."""

    __tablename__ = "task"
    __table_args__ = (
        _recent("task"),
        _searched("task"),
        Index("task_due", "tenant_id", "state", "due_at", "id"),
        Index("task_by_owner", "tenant_id", "owner_id", "state"),
        reference("member", "owner_id"),
        reference("lead", "lead_id", ondelete="cascade"),
        reference("contact", "contact_id", ondelete="cascade"),
        reference("company", "company_id", ondelete="cascade"),
        reference("deal", "deal_id", ondelete="cascade"),
    )

    title: str
    detail: str | None = None
    state: str = TaskState.OPEN.value
    priority: int = 0
    due_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    done_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    owner_id: UUID | None = None
    lead_id: UUID | None = None
    contact_id: UUID | None = None
    company_id: UUID | None = None
    deal_id: UUID | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=_search("title"))


class Note(OwnedRow, table=True):
    """What somebody wrote down about one record: `subject_table` and `subject_id` name it."""

    __tablename__ = "note"
    __table_args__ = (
        _recent("note"),
        Index("note_of_subject", "tenant_id", "subject_table", "subject_id", text("created_at DESC")),
        reference("member", "owner_id"),
    )

    subject_table: str
    subject_id: UUID
    body: str
    owner_id: UUID | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Rota(TenantRow, table=True):
    """When each person was last given a lead, so that round robin goes on where it stopped."""

    __tablename__ = "rota"

    last_assigned_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


__all__ = [
    "Company",
    "Contact",
    "Deal",
    "Lead",
    "LeadPoint",
    "LeadState",
    "Note",
    "Pipeline",
    "Product",
    "Rota",
    "Stage",
    "StageKind",
    "Task",
    "TaskState",
]
