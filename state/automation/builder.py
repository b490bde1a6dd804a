"""The builder of one workflow: the draft is kept as it is drawn, and published when it is ready."""

import asyncio
from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx
from pydantic import JsonValue, TypeAdapter, ValidationError
from reflex.event import EventSpec

from app.automation import versions_actions, workflow_matches, workflows
from app.automation.forms import actions as forms
from app.automation.forms.actions import Look
from app.automation.workflow_rows import WorkflowRow
from app.core.actions import Action
from app.core.errors import Conflict, Invalid
from app.core.history import finding
from state import here, live
from state.automation.words import titles
from state.base import Page, calls
from state.toasts import toast

DRAFT = TypeAdapter(dict[str, JsonValue])
FIELDS = {"triggerType": "trigger_type", "triggerConfig": "trigger_config", "steps": "steps", "settings": "settings"}
EVENTFUL = ("event", "database_change")


class BuilderState(Page, rx.State):
    """One workflow on the canvas."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        workflows.get,
        forms.forms,
        forms.look,
        finding.find,
        workflow_matches.matches,
    )

    workflow_id: str = ""
    name: str = ""
    description: str = ""
    definition: dict[str, Any] = {"steps": [], "triggerType": "manual"}
    kinds: list[dict[str, Any]] = []
    triggers: list[dict[str, Any]] = []
    settings: list[dict[str, Any]] = []
    paths: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    problems: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    found: dict[str, Any] = {}
    revision: int = 0
    is_active: bool = False
    published: int = 0
    changed: bool = False
    faults: int = 0
    publishing: bool = False
    matched: int = -1
    seen: int = 0
    matches: list[dict[str, str]] = []
    _version: int = 0

    @calls()
    async def load(self) -> None:
        """Read the workflow, the forms of its steps, and what is wrong with it."""
        self.workflow_id, self.publishing = self._param("workflow_id"), False
        live.watch(BuilderState.refresh, "workflows")
        row, found = await asyncio.gather(self._read(workflows.get, id=self.workflow_id), self._read(forms.forms))
        self.kinds = [asdict(each) for each in found.steps]
        self.triggers = [asdict(each) for each in found.triggers]
        self.settings = [asdict(each) for each in found.settings]
        self._take(row)
        await self._look()
        self.loading = False

    def _take(self, row: WorkflowRow) -> None:
        """Show this draft anew on the canvas."""
        self.definition = {
            "name": row.name,
            "triggerType": row.trigger_type,
            "triggerConfig": row.trigger_config,
            "steps": row.steps,
            "settings": row.settings,
        }
        self.titles = titles(row.steps)
        self.revision += 1
        self._head(row)

    def _head(self, row: WorkflowRow) -> None:
        self.name, self.description, self._version = row.name, row.description or "", row.version
        self.is_active, self.published, self.changed = row.is_active, row.published_version or 0, row.changed

    async def _look(self) -> None:
        found: Look = await self._read(forms.look, definition=self.definition)
        self.paths, self.names = found.paths, found.names
        self._wrong([asdict(one) for one in found.problems])

    def _wrong(self, problems: list[dict[str, Any]]) -> None:
        self.problems = [
            {"stepId": one["step_id"] or "", **{key: one[key] for key in ("field", "message", "severity")}}
            for one in problems
        ]
        self.faults = sum(one["severity"] == "error" for one in problems)

    @calls()
    async def refresh(self) -> Any:
        """Take over what somebody else changed meanwhile."""
        row = await self._read(workflows.get, id=self.workflow_id)
        if row.version <= self._version:
            return None
        same = row.steps == self.definition["steps"] and row.trigger_config == self.definition["triggerConfig"]
        if same:
            self._head(row)
            return None
        self._take(row)
        await self._look()
        return toast("Somebody changed this workflow just now; you see their version.")

    @calls()
    async def find(self, kind: str, text: str) -> None:
        """Look for records to choose from in the form of a step."""
        items = await self._read(finding.find, kind=kind, text=text[:200])
        lines = [{"id": str(one.id), "name": one.name, "hint": one.hint} for one in items]
        self.found = {"kind": kind, "text": text, "items": lines}

    @calls(workflows.save)
    async def change(self, drawn: str) -> Any:
        """Keep the draft as it is drawn; nothing that runs changes."""
        try:
            given: dict[str, Any] = DRAFT.validate_json(drawn)
        except ValidationError:
            raise Invalid("The drawing could not be read; nothing was kept.") from None
        changes = {FIELDS[key]: value for key, value in given.items() if key in FIELDS}
        try:
            done = await self._run(workflows.save, id=self.workflow_id, version=self._version, **changes)
        except Conflict as refused:
            self._take(await self._read(workflows.get, id=self.workflow_id))
            return toast(here.said(refused.message), "error")
        self.definition = {**self.definition, **{key: given[key] for key in FIELDS if key in given}}
        self._head(done.value.workflow)
        await self._look()
        return None

    @calls(workflows.rename)
    async def rename(self, form: dict[str, Any]) -> EventSpec:
        """Give it another name."""
        done = await self._run(workflows.rename, id=self.workflow_id, name=str(form.get("name", "")))
        self._head(done.value)
        return self._told("The workflow is called “{name}” now", done, name=self.name)

    @calls()
    async def ask(self, wanted: bool) -> None:
        """Show the question before publishing, with who would have matched lately; or put it away."""
        self.publishing, self.matched, self.matches = wanted, -1, []
        if wanted and self.definition["triggerType"] in EVENTFUL:
            found = await self._read(workflow_matches.matches, id=self.workflow_id)
            self.matched, self.seen = found.matched, found.seen
            self.matches = [
                {"id": str(one.event_id), "label": one.label or one.name, "at": one.at.isoformat()}
                for one in found.sample[:5]
            ]

    @calls(versions_actions.publish)
    async def publish(self, form: dict[str, Any]) -> EventSpec:
        """Let the draft run from now on."""
        note = str(form.get("note", "")).strip() or None
        done = await self._run(versions_actions.publish, id=self.workflow_id, note=note, version=self._version)
        self.publishing = False
        self._head(done.value)
        return self._told("Version {number} runs from now on", done, number=self.published)

    @calls(versions_actions.pause, versions_actions.resume)
    async def switch(self, active: bool) -> EventSpec:
        """Let the workflow go on, or pause it."""
        act = versions_actions.resume if active else versions_actions.pause
        done = await self._run(act, id=self.workflow_id)
        self._head(await self._read(workflows.get, id=self.workflow_id))
        return self._told("The workflow goes on." if self.is_active else "The workflow rests.", done)

    @calls(workflows.duplicate)
    async def duplicate(self) -> EventSpec:
        """Make a copy and open it."""
        done = await self._run(workflows.duplicate, id=self.workflow_id)
        return rx.redirect(f"/workflows/{done.value.id}")

    @calls(workflows.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the workflow."""
        done = await self._run(workflows.delete, id=self.workflow_id)
        return [self._told("Deleted “{name}”", done, name=self.name), rx.redirect("/workflows")]
