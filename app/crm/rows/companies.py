"""Companies as others see them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from app.crm.rows.values import Amount, Currency, Domain, Extra, Line, Many, Name, Phone, Tags, Year


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company with the name of its owner; `revenue` a year in `currency`."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    domain: str | None
    sector: str | None
    country: str | None
    city: str | None
    phone: str | None
    founded: int | None
    employees: int | None
    revenue: Decimal | None
    currency: str | None
    owner_id: UUID | None
    owner_name: str | None
    parent_id: UUID | None
    parent_name: str | None
    source: str | None
    tags: list[str]
    extra: dict[str, Any]
    external_ref: str | None
    sample: bool


class CompanyDetails(TypedDict, total=False):
    """What may be filled in about a company besides the name."""

    domain: Domain
    sector: Line
    country: Line
    city: Line
    phone: Phone
    founded: Year
    employees: Many
    revenue: Amount
    currency: Currency
    owner_id: UUID | None
    parent_id: UUID | None
    source: Line
    tags: Tags
    extra: Extra
    external_ref: Line


class CompanyChanges(CompanyDetails, total=False):
    """What may be changed about a company."""

    name: Name
