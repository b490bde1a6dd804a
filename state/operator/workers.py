"""The queue of all organisations: processes at work, depth, what lies where."""

import asyncio
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import reflex as rx

from app.accounts import operators
from app.core.actions import Action
from app.core.errors import Refused
from app.core.queue import health
from app.core.queue.health import Depth, Health, WorkerRow
from app.core.said import in_english
from state import here, live
from state.base import Page, calls

MEGA = 1_000_000
MOST_POINTS = 120
MOST_LANES = 12


class WorkersState(Page, rx.State):
    """What each process does and how deep the queue was; empty for who is no operator."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (health.health, operators.list_tenants)

    workers: list[dict[str, Any]] = []
    lanes: list[dict[str, Any]] = []
    depth: list[dict[str, Any]] = []
    waiting: int = 0
    running: int = 0

    @calls()
    async def load(self) -> None:
        """Read it all; who is no operator sees nothing here."""
        live.watch(WorkersState.refresh, "job_queue", slot="workers")
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Look again."""
        await self._fill()

    async def _fill(self) -> None:
        try:
            found, tenants = await asyncio.gather(self._read(health.health), self._read(operators.list_tenants))
        except Refused:
            self.workers, self.lanes, self.depth = [], [], []
        else:
            self._take(found, {one.id: one.name for one in tenants})
        self.loading = False

    def _take(self, found: Health, names: dict[Any, str]) -> None:
        self.workers = [_worker(one) for one in found.workers]
        self.depth = _course(found.depth, ZoneInfo(self._actor.zone))
        self.waiting, self.running = found.now.waiting, found.now.running
        self.lanes = [
            {
                "id": f"{one.tenant_id}{one.job_type}",
                "tenant": names.get(one.tenant_id, ""),
                "title": one.title,
                "waiting": one.waiting,
                "oldest": one.oldest.isoformat(),
            }
            for one in found.lanes[:MOST_LANES]
        ]


def _worker(one: WorkerRow) -> dict[str, Any]:
    first = one.doing[0] if one.doing else None
    return {
        "id": one.name,
        "role": one.role,
        "pid": one.pid,
        "alive": one.alive,
        "seen": one.seen_at.isoformat(),
        "memory": round(one.memory / MEGA),
        "done": one.jobs_done,
        "doing": first.title if first else "",
        "since": first.since.isoformat() if first else "",
        "more": max(len(one.doing) - 1, 0),
    }


def _course(depth: list[Depth], zone: ZoneInfo) -> list[dict[str, Any]]:
    step = max(1, -(-len(depth) // MOST_POINTS))
    points = depth[::step]
    x = [one.at.astimezone(zone).strftime("%a %H:%M") for one in points]
    return [
        {"name": here.said(in_english("Waiting")), "x": x, "y": [one.waiting for one in points]},
        {"name": here.said(in_english("Running")), "x": x, "y": [one.running for one in points]},
    ]
