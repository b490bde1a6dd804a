"""The list of products."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.listing import Listing
from app.core.said import in_english
from app.crm import products
from app.crm.listings.products import PRODUCTS
from app.crm.rows.products import ProductRow
from state import here
from state.base import calls
from state.crm.record_list import RecordList, View, rule
from state.crm.shown import initials, shown

COLUMNS = ("id", "name", "code", "series", "price", "created_at")


class ProductsState(RecordList, rx.State):
    """What is sold, the newest first."""

    _list = products.list_
    _count = products.count
    _of: ClassVar[Listing[Any]] = PRODUCTS
    _topics = ("product",)
    _home = "/products"
    _views: ClassVar[tuple[View, ...]] = (
        View("all"),
        View("active", (rule("active", "equals", True),), "name"),
        View("retired", (rule("active", "equals", False),), "name"),
        View("costly", (rule("price", "is_not_empty"),), "-price"),
    )

    def _row(self, item: ProductRow) -> dict[str, Any]:
        state = {
            "state": "active" if item.active else "retired",
            "state_name": here.said(in_english("For sale") if item.active else in_english("Retired")),
        }
        currency = item.currency or here.actor().currency
        return {**shown(item, *COLUMNS), "initials": initials(item.name), "currency": currency, **state}

    @calls(products.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new product."""
        return await self._create(products.create, form)

    @calls(products.delete)
    async def delete(self) -> EventSpec:
        """Delete the chosen products."""
        return await self._bulk(products.delete, "Deleted {count}")

    @calls(products.export)
    async def export(self, form: str) -> EventSpec:
        """Write the chosen products into a file."""
        return await self._export(products.export, form)
