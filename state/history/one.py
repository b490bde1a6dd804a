"""One operation: what it changed, and taking it back."""

from typing import Any, ClassVar, cast

import reflex as rx

from app.core.actions import Action
from app.core.errors import NotFound
from app.core.history import actions as history
from app.core.history.rows import OperationRow
from state import live
from state.base import Page, calls
from state.history.shown import shown_change, shown_kept, shown_operation, undone


class OperationState(Page, rx.State):
    """The operation that the address names, with its changes in words."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (history.get,)

    operation: dict[str, Any] = {}
    touched: list[dict[str, str]] = []
    changes: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    restored: int = 0
    kept_total: int = 0
    hidden: int = 0
    missing: bool = False
    more: bool = False
    busy: bool = False
    _cursor: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the operation of the address."""
        live.watch(OperationState.refresh, "operation")
        self.operation, self.changes, self.missing, self.loading = {}, [], False, True
        try:
            await self._fill(self._param("operation_id"))
        except NotFound:
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read it again, because something was taken back."""
        if self.operation:
            await self._fill(str(self.operation["id"]))

    async def _fill(self, operation_id: str) -> None:
        found = await self._read(history.get, id=operation_id)
        self._take(found.operation)
        self.changes = [shown_change(change) for change in found.changes]
        self.hidden, self._cursor, self.more = found.hidden, found.next_cursor, found.next_cursor is not None

    def _take(self, found: OperationRow) -> None:
        self.operation = shown_operation(found)
        self.touched = [
            {"label": one.title, "value": one.name or f"{one.count:,}", "href": one.href or ""} for one in found.touched
        ]
        report = found.report or {}
        self.restored, self.kept_total = int(report.get("restored", 0)), int(report.get("kept_total", 0))
        self.kept = [shown_kept(one) for one in cast(list[dict[str, Any]], report.get("kept", []))]

    @calls()
    async def show_more(self) -> None:
        """Read the next changes."""
        found = await self._read(history.get, id=self.operation["id"], cursor=self._cursor)
        self.changes = [*self.changes, *(shown_change(change) for change in found.changes)]
        self.hidden += found.hidden
        self._cursor, self.more = found.next_cursor, found.next_cursor is not None

    @calls(history.undo)
    async def undo(self) -> Any:
        """Take it back as far as nothing later stands on it, and say what had to stay."""
        self.busy = True
        yield
        try:
            done = await self._run(history.undo, operation_id=self.operation["id"])
            await self._fill(str(self.operation["id"]))
        finally:
            self.busy = False
        yield undone(done)
