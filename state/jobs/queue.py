"""The jobs of the organisation."""

import asyncio
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from app.automation import runs
from app.core.actions import Action
from app.core.errors import Invalid
from app.core.queue import actions as queue
from app.core.queue import counting, kind_actions, overview, sample, why_many
from app.core.times import utc_now
from state import live
from state.addresses import replace
from state.automation.run_words import line
from state.base import Page, calls
from state.jobs import asked, course
from state.jobs.choosing import Choosing
from state.jobs.shown import shown
from state.toasts import toast

HOME = "/jobs"
MOST = 50
MOST_RUNS = 3
STANDS = {
    "pending": "waiting",
    "retrying": "waiting",
    "processing": "running",
    "completed": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}


class JobsState(Choosing, Page, rx.State):
    """Counts by state, and the jobs of one of them."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        overview.overview,
        queue.list_jobs,
        queue.get,
        counting.count,
        why_many.reasons,
        kind_actions.list_kinds,
        runs.list_,
    )

    kinds: list[dict[str, Any]] = []
    latest_runs: list[dict[str, Any]] = []
    bare: bool = False
    has_next: bool = False
    has_previous: bool = False
    waiting: int = 0
    scheduled: int = 0
    running: int = 0
    failed: int = 0
    done_last_hour: int = 0
    oldest: int = 0
    finished: list[dict[str, Any]] = []
    _next: str | None = None
    _before: list[str] = []

    @calls()
    async def load(self) -> None:
        """Read the view that the address asks for; without one the failed jobs, where there are any."""
        live.watch(JobsState.refresh, "job_queue", "workflow_executions")
        self._asked_for(asked.read(dict(self.rx_router_url.query_parameters)))
        self._before = []
        try:
            await self._fill()
        except Invalid:
            self._asked_for(asked.read({}))
            await self._fill()
            raise

    @calls()
    async def refresh(self) -> None:
        """Read the same view again, because jobs have moved on."""
        await self._fill()

    @calls()
    async def show(self, view: str) -> EventSpec:
        """Show the jobs of another state."""
        return await self._anew(state=view)

    @calls()
    async def choose_kind(self, kind: str) -> EventSpec:
        """Show the jobs of one kind, or of all."""
        return await self._anew(kind=kind)

    @calls()
    async def choose_span(self, made: str) -> EventSpec:
        """Show the jobs made within a span of time."""
        return await self._anew(made=made)

    @calls()
    async def search_for(self, text: str) -> EventSpec:
        """Show the jobs that hold these words."""
        return await self._anew(text=text)

    @calls()
    async def clear_filter(self) -> EventSpec:
        """Show all jobs of the view."""
        return await self._anew(kind="", made="", text="")

    @calls()
    async def next_page(self) -> EventSpec:
        """Go on in the list."""
        self._before = [*self._before, self.cursor]
        return await self._go(self._next or "")

    @calls()
    async def previous_page(self) -> EventSpec:
        """Go back in the list."""
        cursor = self._before[-1] if self._before else ""
        self._before = self._before[:-1]
        return await self._go(cursor)

    @calls(sample.start)
    async def start_sample(self) -> EventSpec:
        """Start a job to look at."""
        made = (await self._run(sample.start)).value
        self._follows = str(made.id)
        await self._fill()
        return toast("The sample job is on its way.", link=f"/jobs/{made.id}")

    @calls(kind_actions.pause)
    async def pause(self, name: str) -> EventSpec:
        """Begin no more jobs of a kind."""
        done = await self._run(kind_actions.pause, name=name)
        await self._fill()
        return toast("“{kind}” is paused.", kind=done.value)

    @calls(kind_actions.resume)
    async def resume(self, name: str) -> EventSpec:
        """Let jobs of a kind begin again."""
        done = await self._run(kind_actions.resume, name=name)
        await self._fill()
        return toast("“{kind}” goes on.", kind=done.value)

    async def _anew(self, **parts: str) -> EventSpec:
        self._asked_for(asked.read({**self._parts(), **parts, "cursor": ""}))
        self._before = []
        await self._fill()
        return replace(HOME, self._parts())

    async def _go(self, cursor: str) -> EventSpec:
        self.cursor = cursor
        self._unselect()
        await self._fill()
        return replace(HOME, self._parts())

    async def _fill(self) -> None:
        known, found = await asyncio.gather(self._read(overview.overview), self._read(kind_actions.list_kinds))
        self._figures(known)
        self.kinds = [_kind(one) for one in found]
        if self._follows:
            await self._follow()
        if not self.view:
            self.view = "failed" if known.failed else "running" if known.running or known.waiting else "done"
        await self._rows()
        self.bare = not self.rows and not await self._read(counting.count)
        if self._actor.may(runs.list_.permission):
            self.latest_runs = [line(run) for run in (await self._read(runs.list_, limit=MOST_RUNS)).items]
        self.loading = False

    async def _follow(self) -> None:
        """Show the view in which the sample job stands, until it is over or somebody chooses another."""
        job = await self._read(queue.get, job_id=self._follows)
        self.view = STANDS[job.status]
        if job.completed_at:
            self._follows = ""

    def _figures(self, known: overview.Overview) -> None:
        self.waiting, self.scheduled, self.running = known.waiting, known.scheduled, known.running
        self.failed, self.done_last_hour, self.oldest = known.failed, known.done_last_hour, known.oldest or 0
        self.finished = course.finished(known.series, ZoneInfo(self._actor.zone))

    async def _rows(self) -> None:
        wanted = self._narrowed()
        page, self.total = await asyncio.gather(
            self._read(queue.list_jobs, {**wanted, "cursor": self.cursor or None, "limit": MOST}),
            self._read(counting.count, filter=wanted),
        )
        why = {}
        if self.view in ("waiting", "scheduled"):
            told = await self._read(why_many.reasons, job_ids=[job.id for job in page.items])
            why = {one.job_id: one.why for one in told}
        self.rows = [shown(job, why.get(job.id)) for job in page.items]
        self._next = page.next_cursor
        self.has_next, self.has_previous = self._next is not None, bool(self.cursor)

    def _narrowed(self) -> dict[str, Any]:
        return asked.narrowed(self._parts(), utc_now())


def _kind(one: kind_actions.KindRow) -> dict[str, Any]:
    return {
        "value": one.name,
        "label": one.title,
        "waiting": one.waiting,
        "paused_by": one.paused_by,
        "paused_for_all": one.paused_for_all,
    }
