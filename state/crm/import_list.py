"""The imports so far."""

from typing import Any, ClassVar

import reflex as rx

from app.core.actions import Action
from app.crm.imports import look
from app.crm.imports.rows import ImportRow
from state import live
from state.base import Page, calls


class ImportsState(Page, rx.State):
    """A page of imports, newest first."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (look.list_,)

    rows: list[dict[str, Any]] = []
    has_next: bool = False
    has_previous: bool = False
    _cursors: list[str] = []
    _next: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the newest imports."""
        live.watch(ImportsState.refresh, "import", "job_queue", "operation")
        self._cursors = []
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read the same page again, because an import has moved on."""
        await self._fill()

    @calls()
    async def next_page(self) -> None:
        """Go on to older ones."""
        if self._next:
            self._cursors = [*self._cursors, self._next]
            await self._fill()

    @calls()
    async def previous_page(self) -> None:
        """Go back to newer ones."""
        self._cursors = self._cursors[:-1]
        await self._fill()

    async def _fill(self) -> None:
        page = await self._read(look.list_, cursor=self._cursors[-1] if self._cursors else None)
        self.rows = [shown(row) for row in page.items]
        self._next = page.next_cursor
        self.has_next, self.has_previous = page.next_cursor is not None, bool(self._cursors)
        self.loading = False


def shown(row: ImportRow) -> dict[str, Any]:
    """An import as a list shows it."""
    return {
        "id": str(row.id),
        "file_name": row.file_name,
        "noun": row.noun,
        "status": row.status,
        "created": row.created,
        "updated": row.updated,
        "refused": row.refused,
        "by": row.by,
        "at": row.created_at.isoformat(),
    }
