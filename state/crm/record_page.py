"""The trait of the CRM's record pages: facts edited in place, the timeline, notes, tasks and people."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import members
from app.core.access import Permission
from app.core.actions import Action, Done
from app.core.errors import Conflict, Invalid, NotFound
from app.core.history import actions as history
from app.crm import notes, tasks
from state import here, live
from state.base import Page, calls
from state.crm import facts, lookups, moments
from state.crm.due import due_at
from state.crm.facts import Fact
from state.crm.shown import initials, shown
from state.history.shown import undone

MOMENTS = 40


class RecordPage(Page, rx.State, mixin=True):
    """A record page names its `_get` and `_update`, its table, the facts it shows, and the tables it watches."""

    _get: ClassVar[Action[..., Any]]
    _update: ClassVar[Action[..., Any]]
    _table: ClassVar[str] = ""
    _facts: ClassVar[Sequence[Fact]] = ()
    _topics: ClassVar[tuple[str, ...]] = ()

    record: dict[str, Any] = {}
    details: list[dict[str, Any]] = []
    timeline: list[dict[str, Any]] = []
    kind: str = ""
    more: bool = False
    missing: bool = False
    version: int = 0
    people: list[dict[str, str]] = []
    found: list[str] = []
    dialog: str = ""
    clash: dict[str, str] = {}
    _all: list[dict[str, Any]] = []
    _cursor: str | None = None
    _mine: list[Any] = []
    _offered: dict[str, str] = {}

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        return (*cls._actions, cls._get, members.list_members, history.record_timeline, *lookups.ACTIONS)

    @property
    def _id(self) -> str:
        return self._param("record_id")

    @calls()
    async def load(self) -> AsyncIterator[Any]:
        """Read the record that the address names, with what happened to it."""
        live.watch(type(self).refresh, self._table, *self._topics, "note", "task")
        self.loading, self.missing, self.record, self.dialog, self.kind = True, False, {}, "", ""
        self.timeline, self.details, self._all = [], [], []
        yield
        try:
            await asyncio.gather(self._fetch(), self._people())
        except (NotFound, Invalid):
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read the record again, because it changed."""
        try:
            await self._fetch()
        except NotFound:
            self.missing = True

    async def _fetch(self) -> None:
        row, _, _ = await asyncio.gather(self._read(self._get, id=self._id), self._happened(), self._around())
        self._show(row)

    def _show(self, row: Any) -> None:
        self.version = row.version
        self.record = {**shown(row), **self._more(row)}
        self.details = facts.listed(row, self._facts, here.actor().currency)

    def _more(self, row: Any) -> dict[str, Any]:
        """Further values of the record that the page shows."""
        return {"initials": initials(row.name)}

    async def _around(self) -> None:
        """Read what else the page shows."""

    async def _people(self) -> None:
        if here.actor().may(Permission.PEOPLE_READ):
            found = await self._read(members.list_members)
            self.people = [{"value": str(one.id), "label": one.name} for one in found if one.active]

    async def _happened(self, cursor: str | None = None) -> None:
        if not here.actor().may(Permission.HISTORY_READ):
            return
        asked = {"table": self._table, "id": self._id, "cursor": cursor, "limit": MOMENTS}
        page = await self._read(history.record_timeline, asked)
        self._all = [*(self._all if cursor else []), *map(moments.moment, page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None
        self.timeline = moments.of_kind(self._all, self.kind)

    @calls()
    async def show_kind(self, kind: str) -> None:
        """Show moments of one kind, or everything."""
        self.kind = kind if kind in moments.SHOWN else ""
        self.timeline = moments.of_kind(self._all, self.kind)

    @calls(history.undo)
    async def undo_here(self, operation_id: str) -> EventSpec:
        """Take an act over many records back for this one alone."""
        done = await self._run(history.undo, operation_id=operation_id, only_table=self._table, only_id=self._id)
        return undone(done)

    @calls()
    async def show_more(self) -> None:
        """Go further back in time."""
        await self._happened(self._cursor)

    @calls()
    async def open_dialog(self, name: str) -> None:
        """Ask for what an act needs to know."""
        self.dialog, self.errors = name[:20], {}

    @calls()
    async def close_dialog(self) -> None:
        """Put the question away."""
        self.dialog, self.clash = "", {}

    @calls()
    async def find(self, name: str, text: str) -> None:
        """Suggest records for a fact whose names hold these words."""
        action, _ = lookups.LISTS[self._fact(name).of]
        self._offered = lookups.labelled((await self._read(action, query=lookups.holding(text))).items)
        self.found = list(self._offered)

    def _fact(self, name: str) -> Fact:
        fact = next((one for one in self._facts if one.name == name and not one.fixed), None)
        if fact is None:
            raise Invalid("This cannot be changed here. Nothing was changed.")
        return fact

    async def _save(self, name: str, text: str, version: int | None) -> Any:
        fact = self._fact(name)
        value = await self._looked_up(fact, text) if fact.kind == "lookup" else facts.taken(fact, text)
        try:
            done = await self._change(fact.name, value, version)
        except Conflict as conflict:
            return await self._clashed(fact, text, value, conflict)
        await self._fetch()
        return self._told("Saved “{name}”", done, name=fact.label)

    async def _change(self, name: str, value: Any, version: int | None) -> Done[Any]:
        return await self._run(self._update, {"id": self._id, "version": version, name: value})

    async def _looked_up(self, fact: Fact, name: str) -> str | None:
        if not name or name in self._offered:
            return self._offered.get(name)
        action, where = lookups.LISTS[fact.of]
        found = (await self._read(action, query=lookups.called(name))).items
        if not found:
            raise Invalid(f"There is no {fact.of} “{name}”. Create it first under {where}. Nothing was changed.")
        if len(found) > 1:
            raise Invalid(f"Several are called “{name}”. Choose one from the list. Nothing was changed.")
        return str(found[0].id)

    async def _clashed(self, fact: Fact, text: str, value: Any, conflict: Conflict) -> None:
        await self._fetch()
        now = next(one for one in self.details if one["name"] == fact.name)
        theirs = str(now.get("shown") or now["value"] or "")
        names = {one["value"]: one["label"] for one in self.people}
        mine = names.get(text, text)
        self.clash = {"label": fact.label, "theirs": theirs, "mine": mine, "message": here.said(conflict.message)}
        self._mine, self.dialog = [fact.name, value], "clash"

    async def _use_mine(self) -> Any:
        name, value = self._mine
        self.dialog, self.clash = "", {}
        done = await self._change(name, value, self.version)
        await self._fetch()
        return self._told("Saved your value.", done)

    @calls(notes.create)
    async def write_note(self, form: dict[str, Any]) -> EventSpec:
        """Keep a note about the record."""
        given = {"subject_table": self._table, "subject_id": self._id, "body": str(form.get("body", ""))}
        done = await self._run(notes.create, given)
        self.dialog = ""
        await self._happened()
        return self._told("Note saved.", done)

    @calls(tasks.create)
    async def add_task(self, form: dict[str, Any]) -> EventSpec:
        """Set a task about the record."""
        given = {"title": str(form.get("title", "")), "due_at": due_at(form), f"{self._table}_id": self._id}
        if form.get("owner_id"):
            given["owner_id"] = form["owner_id"]
        done = await self._run(tasks.create, given)
        self.dialog = ""
        await self._fetch()
        return self._told("Task set: “{name}”", done, name=done.value.title)
