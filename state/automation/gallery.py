"""The gallery of ready workflows."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation.gallery import actions as gallery
from app.automation.gallery.actions import ReadyRow
from app.core.actions import Action
from state import live
from state.base import Page, calls


class GalleryState(Page, rx.State):
    """Ready workflows by category, and those already taken."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (gallery.list_,)

    items: list[dict[str, Any]] = []
    search: str = ""
    _all: list[ReadyRow] = []

    @calls()
    async def load(self) -> None:
        """Read the shelf."""
        live.watch(GalleryState.refresh, "workflows")
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read it again, because one was taken."""
        await self._fill()

    async def _fill(self) -> None:
        self._all = await self._read(gallery.list_)
        self._show()

    def _show(self) -> None:
        words = self.search.lower().split()
        self.items = [_card(one) for one in self._all if all(word in _told(one) for word in words)]

    @calls()
    async def search_for(self, text: str) -> None:
        """Show those that hold these words."""
        self.search = text[:100]
        self._show()

    @calls(gallery.use)
    async def use(self, name: str) -> EventSpec:
        """Take one: it is published and waits for its first event."""
        done = await self._run(gallery.use, name=name)
        await self._fill()
        link = f"/workflows/{done.value.id}"
        return self._told("“{name}” runs from now on", done, link=link, name=done.value.name)

    @calls(gallery.try_)
    async def attempt(self, name: str, workflow_id: str) -> list[EventSpec]:
        """Post its sample events and show the runs they start."""
        done = await self._run(gallery.try_, name=name, workflow_id=workflow_id)
        told = self._told("Sample events are on their way through it", done)
        return [told, rx.redirect(f"/workflows/{workflow_id}/runs")]


def _told(one: ReadyRow) -> str:
    return f"{one.title} {one.description} {one.category} {' '.join(one.steps)}".lower()


def _card(one: ReadyRow) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "description": one.description,
        "needs": one.needs,
        "posted": one.posted_only,
        "category": one.category,
        "path": " → ".join(one.steps[:8]) + (" …" if len(one.steps) > 8 else ""),
        "count": one.step_count,
        "taken": str(one.workflow_ids[0]) if one.workflow_ids else "",
        "samples": one.samples,
    }
