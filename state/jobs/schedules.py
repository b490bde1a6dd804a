"""What Steward starts by the clock, and how long finished jobs are kept."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.queue import keeping, schedule_list
from state.base import Page, calls
from state.toasts import toast


class JobSchedulesState(Page, rx.State):
    """The schedules, the next first, and the days of keeping."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (schedule_list.schedules, keeping.keeping)

    rows: list[dict[str, Any]] = []
    days: int = 0
    failed_days: int = 0

    @calls()
    async def load(self) -> None:
        """Read both."""
        found, kept = await asyncio.gather(self._read(schedule_list.schedules), self._read(keeping.keeping))
        self.rows = [_row(one) for one in found]
        self.days, self.failed_days = kept.days, kept.failed_days
        self.loading = False

    @calls(keeping.keep)
    async def keep(self, form: dict[str, Any]) -> EventSpec:
        """Keep finished jobs so long from now on."""
        given = {name: str(form.get(name, "")) for name in ("days", "failed_days")}
        kept = (await self._run(keeping.keep, given)).value
        self.days, self.failed_days = kept.days, kept.failed_days
        return toast("Finished jobs are kept {days} days.", days=kept.days)


def _row(one: schedule_list.ScheduleRow) -> dict[str, Any]:
    return {
        "id": one.name,
        "title": one.title,
        "kind": one.job_type,
        "words": one.words,
        "last": one.last_at.isoformat() if one.last_at else "",
        "next": one.next_at.isoformat(),
    }
