"""How one workflow does, step by step, and what would make it better."""

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import workflows
from app.automation.watch import actions as watch
from app.automation.watch.rows import StepHealth
from app.core.actions import Action
from app.core.errors import NotFound
from state.automation.run_words import span
from state.base import Page, calls

WAYS = {"ifTrue": "yes", "ifFalse": "no", "onTimeout": "too late", "ifApproved": "approved", "ifRejected": "refused"}


class HealthState(Page, rx.State):
    """Figures of the last days, and suggestions."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (workflows.get, watch.health)

    workflow_id: str = ""
    name: str = ""
    published: bool = False
    days: int = 30
    runs: int = 0
    running: int = 0
    completed: int = 0
    failed: int = 0
    failure: str = ""
    median: str = ""
    p95: str = ""
    steps: list[dict[str, Any]] = []
    reached: list[dict[str, Any]] = []
    suggestions: list[dict[str, str]] = []

    @calls()
    async def load(self) -> None:
        """Read the figures."""
        self.workflow_id = self._param("workflow_id")
        row = await self._read(workflows.get, id=self.workflow_id)
        self.name, self.published = row.name, row.published_version is not None
        await self._fill()
        self.loading = False

    async def _fill(self) -> None:
        try:
            found = await self._read(watch.health, workflow_id=self.workflow_id, days=self.days)
        except NotFound:
            self.published = False
            return
        self.runs, self.running, self.completed, self.failed = (
            found.runs,
            found.running,
            found.completed,
            found.failed,
        )
        self.failure = f"{found.failure_rate:.1%}"
        self.median, self.p95 = _seconds(found.median_seconds), _seconds(found.p95_seconds)
        self.steps = [_step(one) for one in found.steps]
        names = _apart([(one.step_name, one.step_id) for one in found.steps])
        came = [one.runs for one in found.steps]
        self.reached = [
            {"name": "", "x": names, "y": came, "text": [f"{count:,}" for count in came], "top": found.runs}
        ]
        self.suggestions = [
            {"key": one.key, "title": one.title, "reason": one.reason, "change": one.change}
            for one in found.suggestions
        ]

    @calls()
    async def look_back(self, days: int) -> None:
        """Look at more or fewer days."""
        self.days = days
        await self._fill()

    @calls(watch.apply_suggestion)
    async def apply(self, key: str) -> EventSpec:
        """Publish what is suggested as a new version."""
        done = await self._run(watch.apply_suggestion, workflow_id=self.workflow_id, key=key, days=self.days)
        await self._fill()
        return self._told("Version {number} runs from now on", done, number=done.value.published_version)


def _apart(steps: list[tuple[str, str]]) -> list[str]:
    """The names of the steps; those that several bear with the id: a chart has one bar a name."""
    borne = Counter(name for name, _ in steps)
    return [f"{name} ({step_id})" if borne[name] > 1 else name for name, step_id in steps]


def _seconds(value: float | None) -> str:
    return "–" if value is None else span(timedelta(seconds=value))


def _step(one: StepHealth) -> dict[str, Any]:
    ways = ", ".join(f"{WAYS.get(name, name)} {count}" for name, count in one.ways.items())
    return {
        "id": one.step_id,
        "name": one.step_name,
        "times": one.times,
        "failed": one.failed,
        "rate": f"{one.failure_rate:.1%}" if one.times else "–",
        "median": span(timedelta(milliseconds=one.median_ms)) if one.times else "–",
        "p95": span(timedelta(milliseconds=one.p95_ms)) if one.times else "–",
        "reached": f"{one.reached:.0%}",
        "ways": ways,
    }
