"""The list of workflows."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import versions_actions, workflows
from app.automation.workflow_rows import WorkflowLine
from state.automation.words import dots, starts, state_of
from state.base import calls
from state.crm.shown import shown
from state.mixins import ListPage

NEW = {"name": "New workflow", "trigger_type": "manual"}


class WorkflowsState(ListPage, rx.State):
    """All workflows, the newest first, with how their last runs went."""

    _list = workflows.list_
    _count = workflows.count
    _topics: ClassVar[tuple[str, ...]] = ("workflows", "workflow_executions")
    _home = "/workflows"

    def _row(self, item: WorkflowLine) -> dict[str, Any]:
        rate = None if item.success_rate is None else round(item.success_rate * 100)
        last = item.last_runs[0].created_at.isoformat() if item.last_runs else ""
        more = {"starts": starts(item.trigger_type, item.trigger_config), "state": state_of(item), "dots": dots(item)}
        rated = {"rate": "" if rate is None else f"{rate} %", "last": last, "active": item.is_active}
        return {**shown(item, "id", "name", "description", "runs", "running", "failed"), **more, **rated}

    @calls(workflows.create)
    async def create(self) -> EventSpec:
        """Make an empty workflow and open it."""
        done = await self._run(workflows.create, NEW)
        return rx.redirect(f"/workflows/{done.value.id}")

    @calls(versions_actions.pause, versions_actions.resume)
    async def switch(self, workflow_id: str, active: bool) -> EventSpec:
        """Pause a workflow, or let it go on."""
        act = versions_actions.resume if active else versions_actions.pause
        done = await self._run(act, id=workflow_id)
        await self._fetch(counting=False)
        return self._told("The workflow goes on." if active else "The workflow rests.", done)
