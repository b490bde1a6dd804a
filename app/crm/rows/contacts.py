"""Contacts as others see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from app.crm.rows.values import Email, Extra, Line, Name, Phone, Tags


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact with the names of its company and owner."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    role: str | None
    company_id: UUID | None
    company_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    street: str | None
    postcode: str | None
    city: str | None
    region: str | None
    country: str | None
    birthday: date | None
    language: str | None
    source: str | None
    tags: list[str]
    extra: dict[str, Any]
    external_ref: str | None
    sample: bool


class ContactDetails(TypedDict, total=False):
    """What may be filled in about a contact besides the name."""

    first_name: Line
    last_name: Line
    email: Email
    phone: Phone
    role: Line
    company_id: UUID | None
    owner_id: UUID | None
    street: Line
    postcode: Line
    city: Line
    region: Line
    country: Line
    birthday: date | None
    language: Line
    source: Line
    tags: Tags
    extra: Extra
    external_ref: Line


class ContactChanges(ContactDetails, total=False):
    """What may be changed about a contact."""

    name: Name
