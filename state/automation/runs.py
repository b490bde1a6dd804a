"""Lists of runs: of one workflow, or of all."""

from typing import Any, ClassVar
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from app.automation import run_moves, run_replays, runs, workflows
from app.core.actions import Action
from state import live
from state.addresses import replace
from state.automation.run_words import changed_input, line, move_lines
from state.base import Page, calls
from state.toasts import toast

VIEWS: dict[str, dict[str, str]] = {
    "all": {},
    "running": {"status": "running"},
    "failed": {"status": "failed"},
    "completed": {"status": "completed"},
    "approval": {"state": "approval"},
    "unknown": {"state": "unknown"},
}


class RunsState(Page, rx.State):
    """Runs, the newest first, by how they stand."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (runs.list_, workflows.get)

    workflow_id: str = ""
    name: str = ""
    view: str = "all"
    rows: list[dict[str, Any]] = []
    selected: list[str] = []
    has_next: bool = False
    has_previous: bool = False
    repeating: bool = False
    failures: int = 0
    moving: bool = False
    moves: list[dict[str, Any]] = []
    movable: int = 0
    _next: str | None = None
    _cursors: list[str] = []

    @calls()
    async def load(self) -> None:
        """Read the runs that the address asks for."""
        live.watch(RunsState.refresh, "workflow_executions")
        self.workflow_id, self.selected, self._cursors = self._param("workflow_id"), [], []
        self.view = str(dict(self.rx_router_url.query_parameters).get("state", "")) or "all"
        if self.view not in VIEWS:
            self.view = "all"
        self.name = (await self._read(workflows.get, id=self.workflow_id)).name if self.workflow_id else ""
        await self._fill()

    async def _fill(self) -> None:
        asked: dict[str, Any] = {**VIEWS[self.view], "cursor": self._cursors[-1] if self._cursors else None}
        if self.workflow_id:
            asked["workflow_id"] = self.workflow_id
        found = await self._read(runs.list_, asked)
        self.rows, self._next = [line(run) for run in found.items], found.next_cursor
        self.has_next, self.has_previous = self._next is not None, bool(self._cursors)
        self.loading = False

    @property
    def _home(self) -> str:
        return f"/workflows/{self.workflow_id}/runs" if self.workflow_id else "/runs"

    @calls()
    async def refresh(self) -> None:
        """Read the same runs again, because some have moved on."""
        await self._fill()

    @calls()
    async def show(self, view: str) -> EventSpec:
        """Show the runs in another state."""
        self.view, self.selected, self._cursors = view if view in VIEWS else "all", [], []
        await self._fill()
        return replace(self._home, {"state": "" if self.view == "all" else self.view})

    @calls()
    async def next_page(self) -> None:
        """Go on in the list."""
        if self._next:
            self._cursors = [*self._cursors, self._next]
            await self._fill()

    @calls()
    async def previous_page(self) -> None:
        """Go back in the list."""
        self._cursors = self._cursors[:-1]
        await self._fill()

    @calls()
    async def toggle(self, run_id: str, checked: bool) -> None:
        """Choose a run, or no longer."""
        rest = [chosen for chosen in self.selected if chosen != run_id]
        self.selected = [*rest, run_id] if checked else rest

    @calls()
    async def toggle_page(self, checked: bool) -> None:
        """Choose all runs of the page, or none."""
        self.selected = [row["id"] for row in self.rows] if checked else []

    @calls()
    async def clear_selection(self) -> None:
        """Choose nothing."""
        self.selected = []

    @calls(runs.cancel)
    async def cancel(self) -> EventSpec:
        """Cancel the chosen runs; what they did stays done."""
        done = await self._run(runs.cancel, ids=[UUID(chosen) for chosen in self.selected])
        self.selected = []
        await self._fill()
        return toast("Cancelled {count} runs; what they did stays done.", count=done.value)

    @calls()
    async def ask_again(self, wanted: bool) -> None:
        """Show the question how the chosen runs are run again, or put it away."""
        self.repeating = wanted
        self.failures = sum(row["state"] == "failed" for row in self.rows if row["id"] in self.selected)

    @calls(run_replays.replay)
    async def replay(self, form: dict[str, Any]) -> EventSpec:
        """Run the chosen runs again, each as a new one, as the form says."""
        asked = {
            "ids": [UUID(one) for one in self.selected],
            "version": str(form.get("version", "new")),
            "from_failed": form.get("begin") == "failed",
            "reuse": bool(form.get("reuse")),
            "context": changed_input(str(form.get("input", ""))),
        }
        done = await self._run(run_replays.replay, asked)
        self.selected, self.repeating = [], False
        await self._fill()
        return toast("{count} runs begin again", count=len(done.value))

    @calls(run_moves.move)
    async def look_at_move(self) -> None:
        """Show what moving the waiting runs to the version that runs now would change; nothing is moved."""
        done = await self._run(run_moves.move, workflow_id=self.workflow_id, dry_run=True)
        self.moves = move_lines(done.value)
        self.movable = sum(one.possible for one in done.value)
        self.moving = True

    @calls()
    async def stay(self) -> None:
        """Put the question away."""
        self.moving = False

    @calls(run_moves.move)
    async def move(self) -> EventSpec:
        """Move those that can be moved."""
        done = await self._run(run_moves.move, workflow_id=self.workflow_id, dry_run=False)
        self.moving = False
        await self._fill()
        return toast("Moved {count} runs", count=sum(one.moved for one in done.value))
