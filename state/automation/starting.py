"""Starting a workflow by hand: on a record, or with values of one's own."""

import json
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import run_starts, runs
from app.core.actions import Action
from app.core.errors import Invalid
from app.core.history import finding
from state.automation.run_words import pretty
from state.base import Page, calls

# What a run can be about and people can look for.
KINDS = ("lead", "contact", "company", "deal", "product", "task")


class StartingState(Page, rx.State):
    """The question what a run begins with."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (run_starts.sample, finding.find)

    workflow_id: str = ""
    kind: str = ""
    found: list[dict[str, str]] = []
    record_id: str = ""
    record_name: str = ""
    sample: str = "{}"

    @calls()
    async def ask(self, workflow_id: str) -> None:
        """Show the question for a workflow, with what its trigger brings filled in."""
        known = await self._read(run_starts.sample, workflow_id=workflow_id)
        self.sample, self.record_id, self.record_name = pretty(known.sample), "", ""
        self.kind = known.noun if known.noun in KINDS else ""
        await self._find("")
        self.workflow_id = workflow_id

    @calls()
    async def close(self) -> None:
        """Put the question away."""
        self.workflow_id = ""

    @calls()
    async def choose(self, kind: str) -> None:
        """Take another sort of record, or values ("")."""
        self.kind, self.record_id, self.record_name = kind if kind in KINDS else "", "", ""
        await self._find("")

    @calls()
    async def find(self, words: str) -> None:
        """Look for records with these words."""
        await self._find(words)

    async def _find(self, words: str) -> None:
        self.found = []
        if not self.kind:
            return
        items = await self._read(finding.find, kind=self.kind, text=words[:200])
        self.found = [{"id": str(one.id), "label": one.name, "hint": one.hint} for one in items]

    @calls()
    async def pick(self, record_id: str, name: str) -> None:
        """Take this record."""
        self.record_id, self.record_name = record_id, name

    @calls(runs.start)
    async def start(self, form: dict[str, Any]) -> EventSpec:
        """Start the run and show it."""
        asked: dict[str, Any] = {"workflow_id": self.workflow_id}
        if self.kind and not self.record_id:
            raise Invalid("Choose the record that the run is about.")
        asked |= {"record": self.kind, "record_id": self.record_id} if self.kind else {"context": _values(form)}
        done = await self._run(runs.start, asked)
        self.workflow_id = ""
        return rx.redirect(f"/runs/{done.value.id}")


def _values(form: dict[str, Any]) -> dict[str, Any]:
    try:
        given: Any = json.loads(str(form.get("context", "")).strip() or "{}")
    except ValueError:
        raise Invalid("The values are not valid JSON; nothing was started.") from None
    if not isinstance(given, dict):
        raise Invalid('The values must be an object, such as {"lead": {…}}; nothing was started.')
    return given
