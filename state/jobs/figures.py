"""How fast the jobs of the organisation are, and which kinds there are."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.queue import kind_actions, overview
from app.core.queue.kind_actions import KindRow
from app.core.queue.overview import KindFigures, Overview
from state import live
from state.addresses import replace
from state.base import Page, calls
from state.jobs import course
from state.toasts import toast

SPANS = {"hour": 60, "quarter": 360, "day": 1440}


class JobFiguresState(Page, rx.State):
    """Courses over the last hours, and each kind with its figures and its pause."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (overview.overview, kind_actions.list_kinds)

    span: str = "hour"
    finished: list[dict[str, Any]] = []
    waits: list[dict[str, Any]] = []
    takes: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    ended: int = 0
    rate: float = 0.0

    @calls()
    async def load(self) -> None:
        """Read the span that the address asks for."""
        live.watch(JobFiguresState.refresh, "job_queue")
        self.span = str(dict(self.rx_router_url.query_parameters).get("span", ""))
        if self.span not in SPANS:
            self.span = "hour"
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read the same span again, because jobs have moved on."""
        await self._fill()

    @calls()
    async def choose(self, span: str) -> EventSpec:
        """Show another span."""
        self.span = span if span in SPANS else "hour"
        await self._fill()
        return replace("/jobs/figures", {"span": "" if self.span == "hour" else self.span})

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

    async def _fill(self) -> None:
        known, kinds = await asyncio.gather(
            self._read(overview.overview, minutes=SPANS[self.span]), self._read(kind_actions.list_kinds)
        )
        self._courses(known)
        figures = {one.job_type: one for one in known.kinds}
        rows = [_row(one, figures.get(one.name)) for one in kinds]
        self.rows = sorted(rows, key=lambda row: (-row["ended"], -row["waiting"], row["title"]))
        self.ended = sum(row["ended"] for row in rows)
        self.rate = sum(row["failed"] for row in rows) / self.ended if self.ended else 0.0
        self.loading = False

    def _courses(self, known: Overview) -> None:
        zone = ZoneInfo(self._actor.zone)
        self.finished = course.finished(known.series, zone)
        self.waits, self.takes = (course.took(known.series, what, zone) for what in ("wait", "run"))


def _row(kind: KindRow, told: KindFigures | None) -> dict[str, Any]:
    done, failed = (told.completed, told.failed) if told else (0, 0)
    bounds: Mapping[str, Any] = {"most": kind.tenant_concurrency, "rate_most": kind.tenant_rate}
    return {
        "id": kind.name,
        "title": kind.title,
        "waiting": kind.waiting,
        "ended": done + failed,
        "done": done,
        "failed": failed,
        "rate": failed / (done + failed) if done + failed else None,
        "wait": _span(told.wait_p50, told.wait_p95) if told else "",
        "run": _span(told.run_p50, told.run_p95) if told else "",
        "paused_by": kind.paused_by,
        "paused_for_all": kind.paused_for_all,
        **{name: str(bound or "") for name, bound in bounds.items()},
    }


def _span(middle: float | None, most: float | None) -> str:
    return f"{_time(middle)} · {_time(most)}" if middle is not None and most is not None else ""


def _time(seconds: float) -> str:
    for size, unit in ((3600, "h"), (60, "min"), (1, "s")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * course.MILLI:.3g} ms"
