"""The deal board: what is shown, how it is filtered, and cards on the move."""

import asyncio
import json
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import checklist, members
from app.core.actions import Action
from app.core.errors import AppError
from app.core.listing import ListQuery
from app.crm import boards, deal_moves, deals, pipelines
from app.crm.demo import load as sample
from app.crm.rows.boards import Board, Card, Part
from app.crm.rows.pipelines import PipelineRow
from state import here, live
from state.addresses import address, replace
from state.base import Page, calls
from state.crm import amounts, cards
from state.toasts import toast


class BoardState(Page, rx.State):
    """One pipeline's deals, lane by lane."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        boards.board,
        boards.more,
        boards.lanes,
        pipelines.list_,
        members.list_members,
        checklist.get,
        checklist.see,
    )

    pipeline_tabs: list[dict[str, str]] = []
    pipeline_id: str = ""
    stages: list[dict[str, str]] = []
    columns: list[dict[str, Any]] = []
    people: list[dict[str, str]] = []
    owner: str = ""
    close: str = ""
    revision: int = 0
    deal_count: int = 0
    creating: bool = False
    losing: str = ""
    list_href: str = "/deals/list"
    _lost_stages: list[str] = []
    _lost_to: str = ""
    # How many cards a stage shows where somebody asked for more than the first.
    _wanted: dict[str, int] = {}

    @calls()
    async def load(self) -> None:
        """Read the pipelines, the people and the board that the address asks for."""
        live.watch(BoardState.refresh, "deal", "stage", "pipeline", "company")
        given = dict(self.rx_router_url.query_parameters)
        self.pipeline_id, self.owner = str(given.get("pipeline", "")), str(given.get("owner", ""))
        self.close = str(given.get("close", ""))
        self._wanted, self.creating, self.losing = {}, False, ""
        found, _ = await asyncio.gather(self._read(pipelines.list_), self._people())
        self._take_pipelines(found)
        await asyncio.gather(self._fill(), self._seen())

    async def _people(self) -> None:
        if here.actor().may(members.list_members.permission):
            people = await self._read(members.list_members)
            self.people = [{"value": str(one.id), "label": one.name} for one in people if one.active]

    async def _seen(self) -> None:
        steps = (await self._read(checklist.get)).steps
        if any(step.key == "board" and not step.done for step in steps):
            await self._run(checklist.see, key="board")

    def _take_pipelines(self, found: list[PipelineRow]) -> None:
        self.pipeline_tabs = [{"id": str(one.id), "name": one.name} for one in found]
        chosen = next((one for one in found if str(one.id) == self.pipeline_id), found[0] if found else None)
        self.pipeline_id = str(chosen.id) if chosen else ""
        stages = chosen.stages if chosen else []
        self.stages = [{"value": str(stage.id), "label": stage.name} for stage in stages]
        self._lost_stages = [str(stage.id) for stage in stages if stage.kind == "lost"]

    async def _fill(self) -> None:
        query = ListQuery(where=self._rules() or None)
        board: Board = await self._read(boards.board, pipeline_id=self.pipeline_id or None, query=query)
        self.columns = cards.columns(board, here.actor())
        self.deal_count = sum(lane.count for lane in board.lanes)
        for column in self.columns:
            await self._lengthen(column, self._wanted.get(column["id"], 0))
        self._link()
        self.loading = False

    async def _lengthen(self, column: dict[str, Any], wanted: int) -> None:
        """Add cards to a column until it shows as many as were asked for."""
        asked = {"stage_id": column["id"], "query": ListQuery(where=self._rules() or None)}
        while len(column["cards"]) < min(wanted, column["count"]):
            found: list[Card] = await self._read(boards.more, asked, after_id=column["cards"][-1]["id"])
            if not found:
                return
            column["cards"] += [cards.card(one, here.actor()) for one in found]

    def _link(self) -> None:
        several = [{"field": "pipeline_id", "operator": "equals", "value": self.pipeline_id, "label": self._called()}]
        where = [*(several if len(self.pipeline_tabs) > 1 else []), *self._rules()]
        self.list_href = address("/deals/list", {"where": json.dumps(where) if where else ""})

    def _called(self) -> str:
        return next((one["name"] for one in self.pipeline_tabs if one["id"] == self.pipeline_id), "")

    @calls()
    async def show_more(self, stage_id: str) -> None:
        """Show more cards of a stage."""
        column = next((one for one in self.columns if one["id"] == stage_id), None)
        if column is not None:
            self._wanted[stage_id] = len(column["cards"]) + 50
            await self._lengthen(column, self._wanted[stage_id])
            self.columns = list(self.columns)

    def _rules(self) -> list[dict[str, Any]]:
        wanted = [{"field": "owner_id", "operator": "equals", "value": self.owner}] if self.owner else []
        if self.close:
            wanted.append({"field": "expected_on", "operator": "within", "value": self.close})
        return wanted

    def _address(self) -> EventSpec:
        parts = {"pipeline": self.pipeline_id, "owner": self.owner, "close": self.close}
        return replace("/deals", parts)

    @calls()
    async def refresh(self) -> None:
        """Read the board again, because deals changed."""
        await self._fill()

    @calls()
    async def show_pipeline(self, pipeline_id: str) -> EventSpec:
        """Show another pipeline."""
        self.pipeline_id, self._wanted = pipeline_id, {}
        self._take_pipelines(await self._read(pipelines.list_))
        await self._fill()
        return self._address()

    @calls()
    async def filter_owner(self, owner: str) -> EventSpec:
        """Show the deals of one person, or of anyone."""
        self.owner = owner
        await self._fill()
        return self._address()

    @calls()
    async def filter_close(self, close: str) -> EventSpec:
        """Show the deals expected to close within a time, or at any."""
        self.close = close
        await self._fill()
        return self._address()

    @calls(deal_moves.move)
    async def move(self, deal_id: str, stage_id: str, before_id: str) -> Any:
        """Take a card that was dropped; asks why where it was dropped on lost. A refused card goes back."""
        if stage_id in self._lost_stages and stage_id != self._stage_of(deal_id):
            self.losing, self._lost_to = deal_id, stage_id
            return None
        try:
            return await self._move(deal_id, stage_id, before_id)
        except AppError as refused:
            await self._fill()
            self.revision += 1
            return toast(here.said(refused.message), "error")

    async def _move(self, deal_id: str, stage_id: str, before_id: str, reason: str | None = None) -> EventSpec:
        place = {"before_id": before_id or None, "after_id": None if before_id else self._last(deal_id, stage_id)}
        asked = {
            "stage_ids": list({stage_id, self._stage_of(deal_id) or stage_id}),
            "card_id": deal_id,
            "query": ListQuery(where=self._rules() or None),
        }
        move = {"id": deal_id, "stage_id": stage_id, "lost_reason": reason, **place}
        done = await self._run(deal_moves.move, move, then=[(boards.lanes, asked)])
        self._take(done.then[0], deal_id, stage_id, before_id)
        live.showed(done.operation_id)
        return self._told("Moved “{name}” to {stage}", done, name=done.value.name, stage=done.value.stage_name)

    def _take(self, part: Part, deal_id: str, stage_id: str, before_id: str) -> None:
        """Show what a move has changed: the card at its new place, and the sums of the two lanes."""
        heads = cards.heads(part, here.actor(), self._lost_stages)
        for column in self.columns:
            ids = [one["id"] for one in column["cards"]]
            if deal_id in ids:
                column["cards"].pop(ids.index(deal_id))
                ids.remove(deal_id)
            if part.card and column["id"] == stage_id:
                place = ids.index(before_id) if before_id in ids else len(ids)
                column["cards"].insert(place, cards.card(part.card, here.actor()))
            column.update(heads.get(column["id"], {}))

    def _stage_of(self, deal_id: str) -> str:
        return next((c["id"] for c in self.columns for one in c["cards"] if one["id"] == deal_id), "")

    def _last(self, deal_id: str, stage_id: str) -> str | None:
        shown = next((column["cards"] for column in self.columns if column["id"] == stage_id), [])
        others = [one["id"] for one in shown if one["id"] != deal_id]
        return others[-1] if others else None

    @calls(deal_moves.move)
    async def lose(self, form: dict[str, Any]) -> Any:
        """Move the card to lost, with the reason given."""
        deal_id, self.losing = self.losing, ""
        return await self._move(deal_id, self._lost_to, "", str(form.get("reason", "")) or None)

    @calls()
    async def keep(self) -> None:
        """Do not lose the deal after all: the card goes back."""
        self.losing = ""
        self.revision += 1

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new deal."""
        self.creating, self.errors = True, {}

    @calls()
    async def close_form(self) -> None:
        """Put the form away."""
        self.creating = False

    @calls(deals.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Make a deal of what was filled in."""
        done = await self._run(deals.create, amounts.form(form))
        self.creating = False
        await self._fill()
        return self._told("Created “{name}”", done, link=f"/deals/{done.value.id}", name=done.value.name)

    @calls(sample.load)
    async def load_sample(self) -> EventSpec:
        """Fill the organisation with the sample company."""
        done = await self._run(sample.load)
        await asyncio.gather(self._fill(), self._people())
        return self._told("The sample company is here.", done)
