"""What is sold."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field

from app.core.db import OwnedRow
from app.crm.models.columns import (
    MONEY,
    extra_column,
    key_column,
    money_key_column,
    recent,
    search_column,
    searched,
    sorted_by,
)


class Product(OwnedRow, table=True):
    """Something that is sold."""

    __tablename__ = "product"
    __table_args__ = (
        recent("product"),
        searched("product"),
        Index("product_by_name", "tenant_id", text("lower(name)"), unique=True),
        sorted_by("product", "name_key", "name_key"),
        sorted_by("product", "price", "price_key"),
    )

    name: str
    code: str | None = None
    series: str | None = None
    description: str | None = None
    price: Decimal | None = Field(default=None, sa_type=MONEY)  # pyright: ignore[reportArgumentType]
    currency: str | None = None
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=extra_column())
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    name_key: str | None = Field(default=None, sa_column=key_column("name"))
    price_key: int | None = Field(default=None, sa_column=money_key_column("price"))
    search: str | None = Field(default=None, sa_column=search_column("name", "code", "series"))
