"""The jobs of the organisation."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.queue import actions as queue
from app.core.queue import bulk, overview
from app.core.queue.models import State
from app.core.times import utc_now
from state import live
from state.addresses import replace
from state.base import Page, calls
from state.jobs.shown import shown
from state.toasts import toast

VIEWS: dict[str, tuple[State, ...]] = {
    "failed": (State.FAILED,),
    "waiting": (State.PENDING, State.RETRYING),
    "running": (State.PROCESSING,),
    "done": (State.COMPLETED,),
    "cancelled": (State.CANCELLED,),
}
MOST = 100


class JobsState(Page, rx.State):
    """Counts by state, and the jobs of one of them."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (overview.overview, queue.list_jobs)

    view: str = ""
    rows: list[dict[str, Any]] = []
    waiting: int = 0
    scheduled: int = 0
    running: int = 0
    failed: int = 0
    done_last_hour: int = 0
    oldest: int = 0
    minutes: list[float] = []

    @calls()
    async def load(self) -> None:
        """Read the view that the address asks for; without one the failed jobs, where there are any."""
        live.watch(JobsState.refresh, "job_queue")
        self.view = str(dict(self.rx_router_url.query_parameters).get("state", ""))
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read the same view again, because jobs have moved on."""
        await self._fill()

    @calls()
    async def show(self, view: str) -> EventSpec:
        """Show the jobs of another state."""
        self.view = view
        await self._fill()
        return replace("/jobs", {"state": self.view})

    @calls(queue.retry)
    async def retry(self, job_id: str) -> EventSpec:
        """Run a failed job again."""
        await self._run(queue.retry, job_id=job_id)
        await self._fill()
        return toast("The job runs again.")

    @calls(queue.stop)
    async def stop(self, job_id: str) -> EventSpec:
        """Stop a job that runs, cancel one that waits."""
        done = await self._run(queue.stop, job_id=job_id)
        await self._fill()
        return toast("The job is cancelled." if done.value.completed_at else "The job stops at its next step.")

    @calls(bulk.retry_failed)
    async def retry_failed(self) -> EventSpec:
        """Run all failed jobs again."""
        done = await self._run(bulk.retry_failed)
        await self._fill()
        return toast("{count} jobs run again.", count=done.value.count)

    async def _fill(self) -> None:
        known = await self._read(overview.overview)
        self.waiting, self.scheduled, self.running = known.waiting, known.scheduled, known.running
        self.failed, self.done_last_hour, self.oldest = known.failed, known.done_last_hour, known.oldest or 0
        self.minutes = [float(count) for count in known.minutes]
        if self.view not in VIEWS:
            self.view = "failed" if known.failed else "running" if known.running or known.waiting else "done"
        pages = await asyncio.gather(
            *(self._read(queue.list_jobs, status=state, limit=MOST) for state in VIEWS[self.view])
        )
        now = utc_now()
        found = sorted((job for page in pages for job in page.items), key=lambda job: job.id, reverse=True)
        self.rows = [shown(job, now) for job in found[:MOST]]
        self.loading = False
