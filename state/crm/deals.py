"""The list of deals."""

import asyncio
from decimal import Decimal
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.listing import Listing
from app.crm import deals, pipelines
from app.crm.forecast import weighted
from app.crm.listings.deals import DEALS
from app.crm.rows.deals import DealRow
from state.base import calls
from state.crm import amounts, filtering
from state.crm.record_list import ME, RecordList, View, rule
from state.crm.shown import shown

COLUMNS = ("id", "name", "company_name", "contact_name", "product_name", "owner_name", "stage_name", "stage_kind")
MORE = ("amount", "currency", "probability", "expected_on", "closed_at", "next_step", "source", "created_at")
OPEN = rule("state", "equals", "open")


class DealsState(RecordList, rx.State):
    """The sales under way, won and lost, as rows."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (pipelines.list_,)
    _list = deals.list_
    _count = deals.count
    _of: ClassVar[Listing[Any]] = DEALS
    _topics = ("deal", "stage")
    _home = "/deals/list"
    _records: ClassVar[str] = "/deals"
    _views: ClassVar[tuple[View, ...]] = (
        View("all"),
        View("open", (OPEN,), "expected_on"),
        View("mine", (rule("owner_id", "equals", ME), OPEN), "expected_on"),
        View("won", (rule("state", "equals", "won"),), "-closed_at"),
        View("lost", (rule("state", "equals", "lost"),), "-closed_at"),
    )

    stages: list[dict[str, str]] = []

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        return (*super()._allowed(), *cls._actions)

    def _row(self, item: DealRow) -> dict[str, Any]:
        likely = weighted(item.amount or Decimal(0), item.probability or 0) if item.stage_kind == "open" else None
        more = {"weighted": "" if likely is None else str(likely), "href": f"/companies/{item.company_id}"}
        return {**shown(item, *COLUMNS, *MORE), **more}

    async def _people(self) -> None:
        found, _ = await asyncio.gather(self._read(pipelines.list_), super()._people())
        several = len(found) > 1
        self.stages = [
            {"value": str(stage.id), "label": f"{one.name}: {stage.name}" if several else stage.name}
            for one in found
            for stage in one.stages
        ]

    def _name(self) -> None:
        super()._name()
        self.chips = filtering.chips(self._of, self.where, [*self.people, *self.stages])

    @calls(deals.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Make a deal of what was filled in."""
        return await self._create(deals.create, amounts.form(form))

    @calls(deals.assign)
    async def assign(self, owner_id: str) -> EventSpec:
        """Give the chosen deals to somebody, or to nobody."""
        return await self._bulk(deals.assign, "Gave {count} an owner", owner_id=owner_id or None)

    @calls(deals.tag)
    async def tag(self, form: dict[str, Any]) -> EventSpec:
        """Tag the chosen deals."""
        return await self._tag(deals.tag, form)

    @calls(deals.delete)
    async def delete(self) -> EventSpec:
        """Delete the chosen deals."""
        return await self._bulk(deals.delete, "Deleted {count}")

    @calls(deals.export)
    async def export(self, form: str) -> EventSpec:
        """Write the chosen deals into a file."""
        return await self._export(deals.export, form)
