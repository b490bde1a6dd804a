"""One run: its path, what each step brought, and what can be done about it."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import run_replays, run_waits, runs
from app.automation.run_rows import RunDetails
from app.core.actions import Action
from state import live
from state.automation.run_words import changed_input, line, pretty, sleeps, states, step, subject_link
from state.automation.words import titles
from state.base import Page, calls
from state.toasts import toast


class RunState(Page, rx.State):
    """The run that the address names."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (runs.get,)

    run: dict[str, Any] = {}
    definition: dict[str, Any] = {"steps": [], "triggerType": "manual"}
    states: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    steps: list[dict[str, Any]] = []
    below: list[dict[str, Any]] = []
    context: str = ""
    chosen: str = ""
    picked: list[dict[str, Any]] = []
    revision: int = 0
    replaying: str = ""
    deciding: str = ""

    @calls()
    async def load(self) -> None:
        """Read the run of the address."""
        live.watch(RunState.refresh, "workflow_executions", "workflow_approvals", "send_ledger")
        self.run, self.chosen, self.picked, self.replaying, self.deciding = {}, "", [], "", ""
        self.loading = True
        await self._fill()
        self.revision += 1

    @calls()
    async def refresh(self) -> None:
        """Read it again, because it has moved on."""
        await self._fill()

    async def _fill(self) -> None:
        found: RunDetails = await self._read(runs.get, id=self._param("run_id"))
        self.definition = {**_start(found.run.context), "steps": found.definition}
        self.titles = titles(found.definition)
        self.run = {**line(found.run), "subject_href": subject_link(found.run)}
        self.steps, self.states = [step(row) for row in found.steps], states(found.steps)
        self.run["sleeps_at"] = next((row["key"] for row in self.steps if sleeps(row)), "")
        self.below = [line(run) for run in (*found.children, *found.replays)]
        self.context = pretty({key: value for key, value in found.run.context.items() if key != "trigger"})
        self._pick()
        self.loading = False

    def _pick(self) -> None:
        self.picked = [row for row in self.steps if row["step_id"] == self.chosen]

    @calls()
    async def pick(self, step_id: str) -> None:
        """Show what a step of the picture brought, in each of its rounds."""
        self.chosen = step_id
        self._pick()

    @calls(runs.cancel)
    async def cancel(self) -> EventSpec:
        """Stop the run; what it did stays done."""
        await self._run(runs.cancel, ids=[self.run["id"]])
        await self._fill()
        return toast("The run is cancelled; what it did stays done.")

    @calls(run_waits.go_on)
    async def go_on(self, key: str) -> EventSpec:
        """End the wait of this step."""
        await self._run(run_waits.go_on, id=self.run["id"], key=key)
        return toast("The run goes on now.")

    @calls()
    async def ask(self, key: str) -> None:
        """Show the form of a replay from this step ("start": from the beginning), or put it away ("")."""
        self.replaying = key

    @calls(run_replays.replay)
    async def replay(self, form: dict[str, Any]) -> Any:
        """Run it again from a step, on the old version or the one that runs now."""
        given = str(form.get("input", "")).strip()
        context = changed_input(given) if given != self.context else None
        asked: dict[str, Any] = {"ids": [self.run["id"]], "version": str(form.get("version", "old"))}
        if self.replaying != "start":
            asked["from_step"] = self.replaying
        if context is not None:
            asked["context"] = context
        done = await self._run(run_replays.replay, asked)
        self.replaying = ""
        return rx.redirect(f"/runs/{done.value[0].id}")

    @calls()
    async def question(self, key: str) -> None:
        """Ask what became of the sending of this step, or put the question away ("")."""
        self.deciding = key

    @calls(runs.decide)
    async def decide(self, decision: str) -> EventSpec:
        """Say what became of it; the run goes on accordingly."""
        await self._run(runs.decide, id=self.run["id"], key=self.deciding, decision=decision)
        self.deciding = ""
        await self._fill()
        return toast("The run goes on as you said.")


def _start(context: dict[str, Any]) -> dict[str, Any]:
    event = context.get("trigger", {}).get("event", "")
    if event in ("", "manual"):
        return {"triggerType": "manual"}
    return {"triggerType": "event", "triggerConfig": {"event": event}}
