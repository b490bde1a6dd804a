"""People."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference
from app.crm.models.columns import (
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


class Contact(OwnedRow, table=True):
    """A person the company knows."""

    __tablename__ = "contact"
    __table_args__ = (
        recent("contact"),
        searched("contact"),
        sorted_by("contact", "name", "name_key"),
        sorted_by("contact", "email", "email_key"),
        Index("contact_by_owner", "tenant_id", "owner_id", text("created_at DESC"), text("id DESC")),
        referring("contact", "company_id"),
        by_reference("contact"),
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
    tags: list[str] = Field(default_factory=list, sa_column=tags_column())
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=extra_column())
    external_ref: str | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    name_key: str | None = Field(default=None, sa_column=key_column("name"))
    email_key: str | None = Field(default=None, sa_column=address_key_column("email"))
    search: str | None = Field(default=None, sa_column=search_column("name", "email", "phone", "city"))
