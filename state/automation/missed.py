"""What came while a workflow was paused, and what becomes of it."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import missed
from app.core.actions import Action
from app.core.queue import JobRow
from state import live
from state.base import Page, calls


class MissedState(Page, rx.State):
    """The events that wait for a decision, counted."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (missed.missed,)

    workflow_id: str = ""
    waiting: int = 0
    seen: int = 0
    matched: int = 0
    is_active: bool = False
    job_id: str = ""

    @calls()
    async def load(self) -> None:
        """Count them for the workflow that the address names."""
        self.workflow_id = self._param("workflow_id")
        live.watch(MissedState.refresh, "workflows", "workflow_missed_events", slot="missed")
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Count again: one more came, somebody decided, or paused or resumed the workflow."""
        await self._fill()

    async def _fill(self) -> None:
        found = await self._read(missed.missed, id=self.workflow_id)
        self.waiting, self.seen, self.matched = found.waiting, found.seen, found.matched
        self.is_active, self.job_id, self.loading = found.is_active, str(found.job_id or ""), False

    @calls(missed.take_up)
    async def take_up(self) -> EventSpec:
        """Let them start their runs now."""
        done = await self._run(missed.take_up, id=self.workflow_id)
        await self._fill()
        if isinstance(done.value, JobRow):
            return self._told("They are being taken up", done, link=f"/jobs/{done.value.id}")
        link = f"/workflows/{self.workflow_id}/runs"
        return self._told("{count} events taken up; their runs begin", done, link=link, count=done.value.events)

    @calls(missed.pass_over)
    async def pass_over(self) -> EventSpec:
        """Leave them as they are, and ask no more."""
        done = await self._run(missed.pass_over, id=self.workflow_id)
        await self._fill()
        return self._told("Left as they are: {count} events", done, count=done.value.events)
