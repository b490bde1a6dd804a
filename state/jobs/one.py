"""One job."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.queue import actions as queue
from app.core.times import utc_now
from state import live
from state.base import Page, calls
from state.jobs.shown import shown
from state.toasts import toast


class JobState(Page, rx.State):
    """The job that the address names."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (queue.get,)

    job: dict[str, Any] = {}
    result: list[dict[str, str]] = []

    @calls()
    async def load(self) -> None:
        """Read the job of the address."""
        live.watch(JobState.refresh, "job_queue")
        self.job, self.loading = {}, True
        await self._fill(self._param("job_id"))

    @calls()
    async def refresh(self) -> None:
        """Read it again, because jobs have moved on."""
        if self.job:
            await self._fill(str(self.job["id"]))

    @calls(queue.retry)
    async def retry(self) -> EventSpec:
        """Run it again."""
        await self._run(queue.retry, job_id=self.job["id"])
        await self._fill(str(self.job["id"]))
        return toast("The job runs again.")

    @calls(queue.stop)
    async def stop(self) -> EventSpec:
        """Stop it."""
        await self._run(queue.stop, job_id=self.job["id"])
        await self._fill(str(self.job["id"]))
        return toast("The job stops at its next step.")

    async def _fill(self, job_id: str) -> None:
        found = await self._read(queue.get, job_id=job_id)
        self.job = shown(found, utc_now())
        self.result = [
            {"label": name.replace("_", " ").capitalize(), "value": str(value), "href": ""}
            for name, value in (found.result or {}).items()
            if isinstance(value, str | int | float)
        ]
        self.loading = False
