"""Trying a workflow out: a real past event or a sample, the path it would take, and nothing done."""

import json
from datetime import datetime
from typing import Any, ClassVar

import reflex as rx

from app.automation import workflow_matches, workflows
from app.automation.simulation import actions as simulation
from app.automation.simulation.rows import Trial, TrialStep
from app.core.actions import Action
from app.core.errors import AppError, Invalid
from app.core.said import in_english
from state import here
from state.automation.run_words import STEPS, TONES, pretty, span
from state.automation.words import titles
from state.base import Page, calls

EVENTFUL = ("event", "database_change")


class SimulationState(Page, rx.State):
    """One workflow on trial."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        workflows.get,
        workflow_matches.matches,
        simulation.simulate,
    )

    workflow_id: str = ""
    name: str = ""
    definition: dict[str, Any] = {"steps": [], "triggerType": "manual"}
    titles: dict[str, str] = {}
    events: list[dict[str, str]] = []
    seen: int = 0
    matched: int = 0
    eventful: bool = False
    event_id: str = ""
    sample: str = "{}"
    approve: bool = True
    tried: bool = False
    ended: str = ""
    tone: str = "grey"
    reason: str = ""
    took: str = ""
    steps: list[dict[str, Any]] = []
    states: dict[str, dict[str, str]] = {}
    chosen: str = ""
    revision: int = 0

    @calls()
    async def load(self) -> None:
        """Read the workflow and the events that would have started it."""
        self.workflow_id = self._param("workflow_id")
        self.tried, self.steps, self.states, self.event_id = False, [], {}, ""
        row = await self._read(workflows.get, id=self.workflow_id)
        self.name, self.eventful = row.name, row.trigger_type in EVENTFUL
        self.titles = titles(row.steps)
        self.definition = {"triggerType": row.trigger_type, "triggerConfig": row.trigger_config, "steps": row.steps}
        self.sample = pretty(row.trigger_config.get("sample") or {})
        await self._events()
        self.revision += 1
        self.loading = False

    async def _events(self) -> None:
        self.events, self.seen, self.matched = [], 0, 0
        if not self.eventful:
            return
        try:
            found = await self._read(workflow_matches.matches, id=self.workflow_id)
        except AppError:
            # A draft that cannot be read yet has no events; the trial itself says what is wrong with it.
            return
        self.seen, self.matched = found.seen, found.matched
        self.events = [
            {"value": str(one.event_id), "label": f"{one.label or one.name}, {one.at:%d %b %H:%M}"}
            for one in found.sample
        ]
        self.event_id = self.events[0]["value"] if self.events else ""

    @calls()
    async def choose(self, event_id: str) -> None:
        """Take another event, or the sample ("")."""
        self.event_id = event_id

    @calls()
    async def answer(self, approve: bool) -> None:
        """Let everybody who is asked say yes, or no."""
        self.approve = approve

    @calls()
    async def look(self, step_id: str) -> None:
        """Keep which step of the picture is looked at."""
        self.chosen = step_id

    @calls()
    async def attempt(self, form: dict[str, Any]) -> None:
        """Show the path; nothing is done."""
        given = str(form.get("sample", "")) or "{}"
        try:
            sample: Any = json.loads(given)
        except ValueError:
            raise Invalid("The sample is not valid JSON yet.") from None
        if not isinstance(sample, dict):
            raise Invalid('The sample must be an object, such as {"lead": {…}}.')
        asked: dict[str, Any] = {"workflow_id": self.workflow_id, "approve": self.approve}
        asked |= {"event_id": self.event_id} if self.event_id else {"sample": sample}
        self._show(await self._read(simulation.simulate, asked))

    def _show(self, trial: Trial) -> None:
        self.tried, self.ended, self.tone = True, trial.state, TONES.get(trial.state, "grey")
        self.reason = trial.error_message or trial.reason or ""
        self.took = span(trial.ended - trial.began)
        self.steps = [_step(one, trial.began) for one in trial.steps]
        self.states = {
            one.step_id: {"tone": STEPS.get(one.status, ("grey", ""))[0], "label": _when(one, trial.began)}
            for one in trial.steps
        }


def _when(one: TrialStep, began: datetime) -> str:
    passed = one.at - began
    return here.said(in_english(f"day {passed.days + 1}")) if passed.days else f"+{span(passed)}"


def _step(one: TrialStep, began: datetime) -> dict[str, Any]:
    tone, label = STEPS.get(one.status, ("grey", one.status))
    return {
        "key": one.key,
        "step_id": one.step_id,
        "name": one.step_name,
        "would": one.would or "",
        "when": _when(one, began),
        "tone": tone,
        "label": label,
        "error": one.error_message or "",
        "output": pretty(one.output),
    }
