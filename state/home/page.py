"""The home page: figures, what needs the person, what runs, and the first steps."""

import asyncio
from datetime import date
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import checklist
from app.core import times
from app.core.actions import Action
from app.core.metrics import Reading, find
from app.core.metrics import actions as metrics
from app.core.queue import actions as queue
from app.core.queue.models import State
from app.crm import deals, leads, pipelines, tasks
from app.crm.demo import load as sample
from state import here, live
from state.addresses import replace
from state.base import Page, calls
from state.home import figures, needs
from state.toasts import toast

TOPICS = ("deal", "stage", "pipeline", "lead", "task", "job_queue", "member", "product")


class HomeState(Page, rx.State):
    """How the business stands in a period, and what to do next."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        metrics.read,
        checklist.get,
        tasks.list_,
        tasks.count,
        deals.list_,
        deals.count,
        leads.count,
        pipelines.list_,
        queue.list_jobs,
    )

    period: str = "this_month"
    first_name: str = ""
    part: str = "morning"
    bare: bool = False
    stats: list[dict[str, Any]] = []
    revenue: list[dict[str, Any]] = []
    wins: list[dict[str, Any]] = []
    stages: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    team: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    running: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []

    @calls()
    async def load(self) -> None:
        """Read the period from the address, and all that the page shows."""
        live.watch(HomeState.refresh, *TOPICS)
        asked = str(dict(self.rx_router_url.query_parameters).get("period", ""))
        self.period = asked if asked in figures.PERIODS else "this_month"
        self._greet()
        await self._fill()

    def _greet(self) -> None:
        hour = times.local(times.utc_now(), times.zone(here.actor().zone)).hour
        self.part = "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
        self.first_name = (here.actor().name.split() or [""])[0]

    @calls()
    async def refresh(self) -> None:
        """Read it all again, because something changed."""
        await self._fill()

    @calls()
    async def show_period(self, period: str) -> EventSpec:
        """Show the figures of another period."""
        self.period = period if period in figures.PERIODS else "this_month"
        await self._figures()
        return replace("/", {"period": "" if self.period == "this_month" else self.period})

    async def _fill(self) -> None:
        await asyncio.gather(self._figures(), self._waiting(), self._running(), self._steps(), self._bare())
        self.loading = False

    async def _figures(self) -> None:
        actor, today = here.actor(), self._today()
        of = figures.course(self.period, today)
        found = await self._readings(figures.asked(self.period, of))
        self.stats = figures.stats(found, of, today, actor)
        self.revenue, self.wins = figures.revenue(found), figures.wins(found)
        self.stages, self.sources = (figures.across(found.get(name), actor) for name in ("stages", "sources"))
        self.team = figures.team(found.get("team"))

    async def _readings(self, asked: dict[str, dict[str, Any]]) -> dict[str, Reading]:
        may = {name: one for name, one in asked.items() if self._may(metrics.read, find(one["name"]))}
        found = await asyncio.gather(*(self._read(metrics.read, one) for one in may.values()))
        return dict(zip(may, found, strict=True))

    def _may(self, *guarded: Any) -> bool:
        return all(here.actor().may(one.permission) for one in guarded)

    def _today(self) -> date:
        return times.local(times.utc_now(), times.zone(here.actor().zone)).date()

    async def _waiting(self) -> None:
        parts = await asyncio.gather(self._late(), self._cold(), self._unowned(), self._failed())
        self.waiting = needs.complete([line for part in parts for line in part])

    async def _late(self) -> list[needs.Line]:
        if not self._may(tasks.list_):
            return []
        asked = needs.query(needs.late_tasks(here.actor()), "due_at")
        found, count = await asyncio.gather(self._read(tasks.list_, query=asked), self._read(tasks.count, query=asked))
        return needs.tasks(found.items, count.value, here.actor())

    async def _cold(self) -> list[needs.Line]:
        if not self._may(deals.list_):
            return []
        known = await self._read(pipelines.list_)
        found = await self._read(deals.list_, query=needs.cold_deals(here.actor(), known))
        return needs.deals(found.items, known, here.actor())

    async def _unowned(self) -> list[needs.Line]:
        if not self._may(leads.count):
            return []
        return needs.queue((await self._read(leads.count, query=needs.query(needs.UNOWNED))).value)

    async def _failed(self) -> list[needs.Line]:
        if not self._may(queue.list_jobs):
            return []
        return needs.jobs((await self._read(queue.list_jobs, status=State.FAILED, limit=3)).items)

    async def _running(self) -> None:
        if not self._may(queue.list_jobs):
            return
        kinds = (State.PROCESSING, State.RETRYING, State.PENDING)
        found = await asyncio.gather(*(self._read(queue.list_jobs, status=kind, limit=6) for kind in kinds))
        self.running = needs.running([job for page in found for job in page.items])

    async def _steps(self) -> None:
        found = await self._read(checklist.get)
        named = [{"title": step.title, "href": step.route, "done": step.done} for step in found.steps]
        self.steps = named if found.shown else []

    async def _bare(self) -> None:
        counts = [await self._read(one) for one in (leads.count, deals.count) if self._may(one)]
        self.bare = all(count.value == 0 for count in counts)

    @calls(tasks.complete)
    async def complete(self, task_id: str) -> EventSpec:
        """Mark a late task as done."""
        done = await self._run(tasks.complete, id=task_id)
        await self._waiting()
        return self._told("Completed “{name}”", done, name=done.value.title)

    @calls(queue.retry)
    async def retry(self, job_id: str) -> EventSpec:
        """Run a failed job again."""
        done = await self._run(queue.retry, job_id=job_id)
        await asyncio.gather(self._waiting(), self._running())
        return toast("“{name}” runs again.", name=done.value.title)

    @calls(checklist.dismiss)
    async def dismiss(self) -> None:
        """Hide the first steps."""
        await self._run(checklist.dismiss)
        self.steps = []

    @calls(sample.load)
    async def load_sample(self) -> EventSpec:
        """Fill the organisation with the sample company."""
        done = await self._run(sample.load)
        await self._fill()
        return self._told("The sample company is here.", done)
