"""Tasks: what is due today, what is late, what comes, what is done."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core import times
from app.core.actions import Action
from app.core.errors import Conflict
from app.core.listing import Listing, ListQuery
from app.crm import tasks
from app.crm.listings.work import TASKS
from app.crm.rows.work import TaskRow
from state import here, live
from state.base import calls
from state.crm import filtering
from state.crm.due import due_at, parts
from state.crm.record_list import RecordList, View, rule
from state.crm.shown import shown

ABOUT = (("lead", "leads"), ("deal", "deals"), ("contact", "contacts"), ("company", "companies"))
PRIORITIES = {-1: "Low", 0: "Normal", 1: "High", 2: "Urgent"}
OPEN = rule("state", "equals", "open")
EMPTY = ("id", "title", "detail", "owner_id", "due_on", "due_time", "about", "href")
NEW = {**dict.fromkeys(EMPTY, ""), "priority": "0", "state": "open"}


class TasksState(RecordList, rx.State):
    """What somebody has to do, the earliest due first."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (tasks.get,)
    _list = tasks.list_
    _count = tasks.count
    _of: ClassVar[Listing[Any]] = TASKS
    _home = "/tasks"
    _sort = "due_at"
    _views: ClassVar[tuple[View, ...]] = (
        View("today", (OPEN, rule("due_at", "within", "today")), "due_at"),
        View("overdue", (OPEN, rule("due_at", "less_than", "today")), "due_at"),
        View("upcoming", (OPEN, rule("due_at", "greater_than", "today")), "due_at"),
        View("undated", (OPEN, rule("due_at", "is_empty")), "-created_at"),
        View("done", (rule("state", "equals", "done"),), "-created_at"),
    )

    counts: dict[str, int] = {}
    owner: str = ""
    task: dict[str, Any] = NEW
    clash: str = ""
    _version: int = 0

    @calls()
    async def load(self) -> None:
        """Read the tasks that the address asks for; without a word from it those of today, or what is late."""
        live.watch(TasksState.refresh, "task", "member")
        self._asked()
        self.creating, self.clash, self.filter_fields = False, "", filtering.fields(self._of)
        if not self.where and not self.search:
            self.where = [rule("owner_id", "equals", str(here.actor().member_id or ""))]
            await self._tally()
            late = not self.counts["today"] and self.counts["overdue"]
            self._show(self._views[1 if late else 0])
        await asyncio.gather(self._fetch(), self._people())
        self._name()
        if wanted := self._param("task_id") or str(dict(self.rx_router_url.query_parameters).get("id", "")):
            await self._open(wanted)

    async def _fetch(self, *, counting: bool = True) -> None:
        await asyncio.gather(super()._fetch(counting=counting), self._tally())

    async def _tally(self) -> None:
        asked = [ListQuery(where=[*view.where, *self._whose()]) for view in self._views[:4]]
        found = await asyncio.gather(*(self._read(tasks.count, query=query) for query in asked))
        self.counts = {view.key: count.value for view, count in zip(self._views, found, strict=False)}

    def _whose(self) -> list[dict[str, Any]]:
        return [{key: one[key] for key in ("field", "operator", "value")} for one in self.where if _owner(one)]

    def _show(self, view: View) -> None:
        self.where, self.sort, self.search = [*map(dict, view.where), *self._whose()], view.sort, ""

    def _name(self) -> None:
        self.chips = filtering.chips(self._of, [one for one in self.where if not _owner(one)], self.people)
        asked = [one for one in self.where if not _owner(one)]
        self.view = next((view.key for view in self._views if asked == list(view.where)), "")
        self.owner = next((str(one["value"]) for one in self._whose()), "")

    def _row(self, item: TaskRow) -> dict[str, Any]:
        about = next((pair for pair in ABOUT if getattr(item, f"{pair[0]}_id")), None)
        late = item.state == "open" and item.due_at is not None and item.due_at < times.utc_now()
        name = getattr(item, f"{about[0]}_name") if about else ""
        href = f"/{about[1]}/{getattr(item, f'{about[0]}_id')}" if about else ""
        more = {"about": name or "", "href": href, "late": late, "priority_name": PRIORITIES[item.priority]}
        return {**shown(item, "id", "title", "state", "priority", "due_at", "done_at", "owner_name"), **more}

    @calls()
    async def show_view(self, key: str) -> EventSpec:
        """Show today, what is late, what comes, or what is done."""
        self._show(next((one for one in self._views if one.key == key), self._views[0]))
        return await self._anew()

    @calls()
    async def show_owner(self, owner_id: str) -> EventSpec:
        """Show the tasks of one person, or of everyone."""
        kept = [one for one in self.where if not _owner(one)]
        self.where = [*kept, rule("owner_id", "equals", owner_id)] if owner_id else kept
        return await self._anew()

    async def _open(self, task_id: str) -> None:
        found: TaskRow = await self._read(tasks.get, id=task_id)
        own = {"owner_id": str(found.owner_id or ""), "detail": found.detail or "", "priority": str(found.priority)}
        self.task = {**self._row(found), **own, **parts(found.due_at)}
        self._version, self.clash, self.creating = found.version, "", True

    @calls()
    async def open_task(self, task_id: str) -> None:
        """Show one task."""
        await self._open(task_id)

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new task."""
        self.task, self.clash, self.creating, self.errors = dict(NEW), "", True, {}

    @calls(tasks.create, tasks.update)
    async def save(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep what was filled in, as a new task or in the one that is open."""
        names = ("title", "detail", "owner_id")
        given = {name: form[name] for name in names if form.get(name)} | {"due_at": due_at(form)}
        given["priority"] = int(str(form.get("priority") or 0))
        if not self.task["id"]:
            done = await self._run(tasks.create, given)
        else:
            given = {"detail": None, "owner_id": None, **given, "id": self.task["id"], "version": self._version}
            try:
                done = await self._run(tasks.update, given)
            except Conflict as conflict:
                return await self._clashed(conflict)
        self.creating = False
        await self._fetch()
        return self._told("Saved “{name}”", done, name=done.value.title)

    async def _clashed(self, conflict: Conflict) -> None:
        # The form keeps what was typed; saving again is now a choice made with open eyes.
        self._version = (await self._read(tasks.get, id=self.task["id"])).version
        self.clash = here.said(conflict.message)

    @calls(tasks.complete)
    async def complete(self, task_id: str) -> EventSpec:
        """Tick a task off."""
        done = await self._run(tasks.complete, id=task_id)
        self.creating = False
        await self._fetch()
        return self._told("Done: “{name}”", done, name=done.value.title)

    @calls(tasks.reopen)
    async def reopen(self, task_id: str) -> EventSpec:
        """Take the tick off again."""
        done = await self._run(tasks.reopen, id=task_id)
        self.creating = False
        await self._fetch()
        return self._told("Open again: “{name}”", done, name=done.value.title)

    @calls(tasks.delete)
    async def delete(self) -> EventSpec:
        """Delete the task that is open."""
        done = await self._run(tasks.delete, ids=[self.task["id"]])
        self.creating = False
        await self._fetch()
        return self._told("Deleted “{name}”", done, name=self.task["title"])


def _owner(one: dict[str, Any]) -> bool:
    return one.get("field") == "owner_id" and one.get("operator") == "equals"
