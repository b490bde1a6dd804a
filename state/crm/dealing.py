"""The trait of records that deals are made with: their deals, and a new one."""

import asyncio
import json
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.crm import deals
from state import addresses, here
from state.base import calls
from state.crm import related
from state.crm.record_page import RecordPage


class Dealing(RecordPage, rx.State, mixin=True):
    """A record that deals name in their column `_field`."""

    _field: ClassVar[str] = ""

    tab: str = "timeline"
    dealings: list[dict[str, Any]] = []
    deal_count: int = 0
    deals_href: str = ""

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        return (*super()._allowed(), deals.list_, deals.count)

    async def _around(self) -> None:
        if not here.actor().may(Permission.DEALS_READ):
            return
        query = related.of(self._field, self._id)
        page, count = await asyncio.gather(self._read(deals.list_, query=query), self._read(deals.count, query=query))
        self.dealings, self.deal_count = [related.deal(one) for one in page.items], count.value
        where = json.dumps([{"field": self._field, "operator": "equals", "value": self._id}])
        self.deals_href = addresses.address("/deals/list", {"where": where})

    @calls()
    async def show_tab(self, tab: str) -> None:
        """Show what happened, or the records around this one."""
        self.tab = tab[:20]

    def _parties(self) -> dict[str, Any]:
        """Whom a new deal is made with."""
        return {self._field: self._id}

    @calls(deals.create)
    async def add_deal(self, form: dict[str, Any]) -> EventSpec:
        """Make a deal with this record."""
        given = {name: value for name, value in form.items() if value not in ("", None)}
        done = await self._run(deals.create, {**given, **self._parties()})
        self.dialog = ""
        await self._fetch()
        return self._told("Created “{name}”", done, link=f"/deals/{done.value.id}", name=done.value.name)
