"""Rows as the browser shows them: plain values under the names they have."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from app.core.said import in_english
from state import here
from state.crm.cards import initials

__all__ = ["initials", "plain", "position", "shown"]


def position(role: str | None, company: str | None) -> str:
    """What somebody does, and where: “Buyer at Acme”."""
    if role and company:
        return here.said(in_english("{role} at {company}")).format(role=role, company=company)
    return role or company or ""


def plain(value: Any) -> Any:
    """One value as JSON holds it; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID | Decimal) else value


def shown(row: Any, *names: str) -> dict[str, Any]:
    """The values of a row by name, only those of `names` where some are given."""
    wanted = names or tuple(field.name for field in fields(row))
    return {name: plain(getattr(row, name)) for name in wanted}
