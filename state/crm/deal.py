"""One deal: where it stands, what it is worth, and what is to be done next."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core import times
from app.core.actions import Action, Done
from app.core.listing import ListQuery
from app.crm import deal_moves, deals, pipelines, tasks
from app.crm.forecast import weighted
from app.crm.rotting import rotting
from app.crm.rows.deals import DealRow
from app.crm.rows.pipelines import StageRow
from state import here
from state.base import calls
from state.crm import amounts
from state.crm.facts import Fact
from state.crm.record_page import RecordPage
from state.crm.shown import shown


class DealState(RecordPage, rx.State):
    """The record page of a deal."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (pipelines.list_, tasks.list_)
    _get = deals.get
    _update = deals.update
    _table = "deal"
    _topics = ("stage", "company", "contact")
    _facts: ClassVar[Sequence[Fact]] = (
        Fact("amount", "Amount", "money", currency="currency"),
        Fact("expected_on", "Expected to close", "date"),
        Fact("next_step", "Next step"),
        Fact("owner_id", "Owner", "person", shown="owner_name"),
        Fact("company_id", "Company", "lookup", shown="company_name", route="/companies/{}"),
        Fact("contact_id", "Contact", "lookup", shown="contact_name", route="/contacts/{}", of="contact"),
        Fact("product_id", "Product", "lookup", shown="product_name", route="/products/{}", of="product"),
        Fact("source", "Source"),
        Fact("lost_reason", "Lost because"),
        Fact("tags", "Tags", "tags"),
        Fact("engaged_on", "Engaged on", "date"),
        Fact("closed_at", "Closed", "date", fixed=True),
        Fact("created_at", "Added", "date", fixed=True),
    )

    path: list[dict[str, Any]] = []
    todo: list[dict[str, Any]] = []
    likely: str = ""
    reason: str = ""
    _stages: list[StageRow] = []

    async def _around(self) -> None:
        await asyncio.gather(self._lanes(), self._tasks())

    async def _lanes(self) -> None:
        found = await self._read(pipelines.list_)
        self._stages = [stage for one in found for stage in one.stages]

    async def _tasks(self) -> None:
        if not here.actor().may(tasks.list_.permission):
            return
        mine = [
            {"field": "deal_id", "operator": "equals", "value": self._id},
            {"field": "state", "operator": "equals", "value": "open"},
        ]
        query = ListQuery(where=mine, sort="due_at", limit=20)
        found = await self._read(tasks.list_, query=query)
        self.todo = [shown(one, "id", "title", "due_at", "owner_name") for one in found.items]

    def _more(self, row: DealRow) -> dict[str, Any]:
        about = [row.company_name, row.contact_name]
        return {"subtitle": " · ".join(part for part in about if part)}

    def _show(self, row: DealRow) -> None:
        super()._show(row)
        if row.stage_kind != "lost":
            self.details = [one for one in self.details if one["name"] != "lost_reason"]
        if row.closed_at is None:
            self.details = [one for one in self.details if one["name"] != "closed_at"]
        self.likely = str(weighted(row.amount or Decimal(0), row.probability or 0))
        self._place(row)

    def _place(self, row: DealRow) -> None:
        lanes = [stage for stage in self._stages if stage.pipeline_id == row.pipeline_id]
        at = next((place for place, stage in enumerate(lanes) if stage.id == row.stage_id), 0)
        passed = ["done"] * at + ["here"] + ["ahead"] * len(lanes)
        self.path = [
            {"id": str(stage.id), "name": stage.name, "kind": stage.kind, "state": state}
            for stage, state in zip(lanes, passed, strict=False)
        ]
        limit, zone = (lanes[at].rots_after_days if lanes else None), times.zone(here.actor().zone)
        why = rotting(times.utc_now(), zone, row.active_at, row.expected_on, limit) if row.closed_at is None else ()
        self.reason = why[0] if why else ""

    async def _change(self, name: str, value: Any, version: int | None) -> Done[Any]:
        if name == "owner_id":
            return await self._run(deals.update, id=self._id, version=version, owner_id=value)
        taken = amounts.read(str(value), str(self.record["currency"])) if name == "amount" and value else value
        return await super()._change(name, taken, version)

    @calls(deals.update)
    async def save(self, name: str, value: str, version: int) -> Any:
        """Change one fact."""
        return await self._save(name, value, version)

    @calls(deals.update)
    async def use_mine(self) -> Any:
        """Put my value over that of the other."""
        return await self._use_mine()

    @calls(deals.update)
    async def rename(self, form: dict[str, Any]) -> EventSpec:
        """Give the deal another name."""
        done = await self._run(deals.update, {"id": self._id, "name": str(form.get("name", ""))})
        self.dialog = ""
        await self._fetch()
        return self._told("Renamed to “{name}”", done, name=done.value.name)

    @calls(deal_moves.move)
    async def move(self, stage_id: str) -> Any:
        """Move the deal to another stage of its pipeline; asks why where that is lost."""
        if any(one["id"] == stage_id and one["kind"] == "lost" for one in self.path):
            self.dialog = "lose"
            return None
        return await self._moved(await self._run(deal_moves.move, id=self._id, stage_id=stage_id))

    async def _moved(self, done: Done[Any]) -> EventSpec:
        await self._fetch()
        return self._told("Moved “{name}” to {stage}", done, name=done.value.name, stage=done.value.stage_name)

    @calls(deal_moves.move)
    async def reopen(self) -> Any:
        """Put a closed deal back into the first open stage."""
        first = next((one["id"] for one in self.path if one["kind"] == "open"), "")
        return await self._moved(await self._run(deal_moves.move, id=self._id, stage_id=first))

    @calls(deal_moves.win)
    async def win(self) -> EventSpec:
        """Mark the deal as won."""
        return await self._moved(await self._run(deal_moves.win, id=self._id))

    @calls(deal_moves.lose)
    async def lose(self, form: dict[str, Any]) -> EventSpec:
        """Mark the deal as lost, with the reason."""
        self.dialog = ""
        done = await self._run(deal_moves.lose, id=self._id, reason=str(form.get("reason", "")) or None)
        return await self._moved(done)

    @calls(tasks.complete)
    async def complete(self, task_id: str) -> EventSpec:
        """Mark a task of the deal as done."""
        done = await self._run(tasks.complete, id=task_id)
        await self._fetch()
        return self._told("Completed “{name}”", done, name=done.value.title)

    @calls(deals.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the deal and go back to the board."""
        done = await self._run(deals.delete, ids=[self._id])
        return [self._told("Deleted “{name}”", done, name=self.record["name"]), rx.redirect("/deals")]
