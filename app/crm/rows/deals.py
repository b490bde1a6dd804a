"""Deals as others see them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from app.crm.rows.values import Amount, Currency, Extra, Line, Name, Tags


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal with the names of what it refers to; `amount` is in `currency`."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    pipeline_id: UUID
    stage_id: UUID
    stage_name: str | None
    stage_kind: str | None
    probability: int | None
    amount: Decimal | None
    currency: str
    company_id: UUID | None
    company_name: str | None
    contact_id: UUID | None
    contact_name: str | None
    product_id: UUID | None
    product_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    source: str | None
    engaged_on: date | None
    expected_on: date | None
    closed_at: datetime | None
    lost_reason: str | None
    next_step: str | None
    stage_since: datetime
    active_at: datetime
    tags: list[str]
    extra: dict[str, Any]
    external_ref: str | None
    sample: bool


class DealDetails(TypedDict, total=False):
    """What may be filled in about a deal besides name and stage."""

    amount: Amount
    currency: Currency
    company_id: UUID | None
    contact_id: UUID | None
    product_id: UUID | None
    owner_id: UUID | None
    source: Line
    engaged_on: date | None
    expected_on: date | None
    next_step: Line
    tags: Tags
    extra: Extra
    external_ref: Line


class DealChanges(DealDetails, total=False):
    """What may be changed about a deal; it is moved by deal.move."""

    name: Name
    lost_reason: Line
