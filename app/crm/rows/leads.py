"""Leads as others see them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from app.core.said import Said
from app.crm.rows.values import Amount, Email, Extra, Line, Long, Many, Name, Phone, Tags


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead with its score (no grade: not scored yet) and the name of its owner (none: it waits in the queue)."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    email: str | None
    phone: str | None
    company_name: str | None
    role: str | None
    country: str | None
    city: str | None
    territory: str | None
    source: str
    message: str | None
    interest: str | None
    budget: Decimal | None
    employees: int | None
    state: str
    lost_reason: str | None
    score: int
    grade: str | None
    owner_id: UUID | None
    owner_name: str | None
    assigned_reason: Said | None
    assigned_at: datetime | None
    last_contact: datetime | None
    contact_id: UUID | None
    company_id: UUID | None
    deal_id: UUID | None
    converted_at: datetime | None
    consent: bool
    tags: list[str]
    extra: dict[str, Any]
    external_ref: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """One line of the ledger of a lead's score."""

    id: UUID
    rule: str
    kind: str
    points: int
    reason: Said
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Converted:
    """What a lead has become; `reused` names what was there before ("company", "contact")."""

    lead_id: UUID
    contact_id: UUID
    company_id: UUID | None
    deal_id: UUID
    reused: tuple[str, ...]


class LeadDetails(TypedDict, total=False):
    """What may be filled in about a lead besides the name."""

    email: Email
    phone: Phone
    company_name: Line
    role: Line
    country: Line
    city: Line
    territory: Line
    message: Long
    interest: Line
    budget: Amount
    employees: Many
    consent: bool
    tags: Tags
    extra: Extra
    external_ref: Line


class LeadChanges(LeadDetails, total=False):
    """What may be changed about a lead; owner and state have verbs of their own."""

    name: Name
    source: Name
