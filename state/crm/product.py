"""One product, with the deals it is sold in."""

from collections.abc import Sequence
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.crm import products
from app.crm.rows.products import ProductRow
from state.base import calls
from state.crm.dealing import Dealing
from state.crm.facts import Fact
from state.crm.shown import initials


class ProductState(Dealing, rx.State):
    """The record page of a product."""

    _get = products.get
    _update = products.update
    _table = "product"
    _field = "product_id"
    _topics = ("deal",)
    _facts: ClassVar[Sequence[Fact]] = (
        Fact("name", "Name"),
        Fact("code", "Code"),
        Fact("series", "Series"),
        Fact("price", "Price", "money", currency="currency"),
        Fact("currency", "Currency"),
        Fact("active", "For sale", "boolean"),
        Fact("description", "Description", "long"),
        Fact("created_at", "Added", "date", fixed=True),
    )

    def _more(self, row: ProductRow) -> dict[str, Any]:
        subtitle = ", ".join(part for part in (row.code, row.series) if part)
        return {"initials": initials(row.name), "subtitle": subtitle}

    @calls(products.update)
    async def save(self, name: str, value: str, version: int) -> Any:
        """Change one fact."""
        return await self._save(name, value, version)

    @calls(products.update)
    async def use_mine(self) -> Any:
        """Put my value over that of the other."""
        return await self._use_mine()

    @calls(products.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the product and go back to the list."""
        done = await self._run(products.delete, ids=[self._id])
        return [self._told("Deleted “{name}”", done, name=self.record["name"]), rx.redirect("/products")]
