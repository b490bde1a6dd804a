"""People."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference
from app.crm.models.columns import by_reference, extra_column, recent, search_column, searched, tags_column


class Contact(OwnedRow, table=True):
    """A person the company knows."""

    __tablename__ = "contact"
    __table_args__ = (
        recent("contact"),
        searched("contact"),
        Index("contact_by_name", "tenant_id", text("lower(name)"), "id"),
        Index("contact_by_email", "tenant_id", text("lower(email)")),
        Index("contact_of_company", "tenant_id", "company_id"),
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
    search: str | None = Field(default=None, sa_column=search_column("name", "email", "phone", "city"))
