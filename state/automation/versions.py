"""The versions of one workflow: what ran when, what differs, and the way back."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import versions_actions, workflows
from app.automation.differences import Difference
from app.automation.lead_management.installing import NOTE
from app.automation.workflow_rows import VersionRow
from app.core.actions import Action
from state import here, live
from state.base import Page, calls
from state.crm.shown import shown


class VersionsState(Page, rx.State):
    """The published versions, the newest first, and one comparison."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        workflows.get,
        versions_actions.versions,
        versions_actions.compare,
    )

    workflow_id: str = ""
    name: str = ""
    published: int = 0
    rows: list[dict[str, Any]] = []
    old: int = 0
    differences: list[dict[str, str]] = []
    compared: bool = False

    @calls()
    async def load(self) -> None:
        """Read the versions; the draft is held against the one that runs."""
        self.workflow_id = self._param("workflow_id")
        live.watch(VersionsState.refresh, "workflows")
        await self._fill()
        await self._against(self.published)
        self.loading = False

    async def _fill(self) -> None:
        row, found = await asyncio.gather(
            self._read(workflows.get, id=self.workflow_id), self._read(versions_actions.versions, id=self.workflow_id)
        )
        self.name, self.published = row.name, row.published_version or 0
        self.rows = [_row(one) for one in found]

    async def _against(self, number: int) -> None:
        self.old, self.compared = number, number > 0
        found: list[Difference] = []
        if number:
            found = await self._read(versions_actions.compare, id=self.workflow_id, old=number)
        self.differences = [{"words": one.words, "kind": one.kind} for one in found]

    @calls()
    async def refresh(self) -> None:
        """Read the versions again, because the workflow changed."""
        await self._fill()
        await self._against(self.old or self.published)

    @calls()
    async def compare(self, number: int) -> None:
        """Show what the draft changes against a version."""
        await self._against(number)

    @calls(versions_actions.roll_back)
    async def go_back(self, number: int) -> EventSpec:
        """Publish an earlier version again."""
        done = await self._run(versions_actions.roll_back, id=self.workflow_id, number=number)
        await self._fill()
        await self._against(self.published)
        return self._told("Version {number} is what version {old} was", done, number=self.published, old=number)


def _row(one: VersionRow) -> dict[str, Any]:
    # Notes are what people wrote, but for that of the house.
    note = {"note": here.said(NOTE)} if one.note == NOTE else {}
    return {**shown(one), "number": one.number, "current": one.current, **note}
