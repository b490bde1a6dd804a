"""The export of all that is held of a person: asked for, watched, downloaded."""

from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from app.accounts.export import job as exports
from app.core.actions import Action
from app.core.queue import JobRow
from app.core.queue import actions as queue
from state import live
from state.base import Page, calls

SLOT = "export"


class PersonExportState(Page, rx.State):
    """One export at a time, of the person whose page asked for it."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (queue.get,)

    shown: bool = False
    name: str = ""
    job: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    _sort: str = ""
    _id: str = ""

    @calls()
    async def open(self, sort: str, record_id: str, name: str) -> None:
        """Show what an export is; nothing is made yet."""
        self.shown, self.name, self._sort, self._id = True, name[:200], sort, record_id
        self.job, self.rows = {}, []

    @calls()
    async def close(self) -> None:
        """Put it away; what was begun goes on, and the notification tells when it is there."""
        live.unwatch(SLOT)
        self.shown, self.job = False, {}

    @calls(exports.export)
    async def start(self) -> None:
        """Begin the export, and watch it."""
        made = (await self._run(exports.export, person=self._sort, id=self._id)).value
        live.watch(PersonExportState.refresh, "job_queue", slot=SLOT)
        self._show(made)

    @calls()
    async def refresh(self) -> None:
        """See how far it is."""
        if self.job.get("id"):
            self._show(await self._read(queue.get, job_id=UUID(str(self.job["id"]))))

    def _show(self, found: JobRow) -> None:
        result = found.result or {}
        self.job = {
            "id": str(found.id),
            "status": found.status,
            "done": found.progress_done,
            "total": found.progress_total or 0,
            "note": found.progress_note or "",
            "error": found.error_message or "",
            "href": str(result.get("href", "")),
        }
        held: dict[str, int] = result.get("rows", {})
        self.rows = [{"name": name, "count": count} for name, count in held.items() if count]
