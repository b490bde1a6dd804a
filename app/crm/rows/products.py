"""Products as others see them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from app.crm.rows.values import Amount, Currency, Extra, Line, Long, Name


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product; `price` in `currency`, that of the organisation where none is given."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    code: str | None
    series: str | None
    description: str | None
    price: Decimal | None
    currency: str | None
    active: bool
    extra: dict[str, Any]
    sample: bool


class ProductDetails(TypedDict, total=False):
    """What may be filled in about a product besides the name."""

    code: Line
    series: Line
    description: Long
    price: Amount
    currency: Currency
    active: bool
    extra: Extra


class ProductChanges(ProductDetails, total=False):
    """What may be changed about a product."""

    name: Name
