"""Sources of figures: where they are, what the last fetch brought."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.analytics import sources, sync
from app.analytics.rows import SourceRow
from app.core.access import Permission
from app.core.actions import Action
from state import here, live
from state.base import Page, calls
from state.toasts import toast

# Names of the form, and of the columns on the wire.
COLUMNS = {
    "event_name": "eventName",
    "timestamp": "timestamp",
    "value": "value",
    "channel": "channel",
    "campaign": "campaign",
    "user_id": "userId",
    "session_id": "sessionId",
    "id": "id",
    "items": "items",
}


class FigureSourcesState(Page, rx.State):
    """All sources and the form of one; values of headers come in and never go out."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (sources.list_,)

    rows: list[dict[str, Any]] = []
    chosen: dict[str, Any] = {}
    editing: bool = False
    may_write: bool = False

    @calls()
    async def load(self) -> None:
        """Read the sources."""
        live.watch(FigureSourcesState.refresh, "analytics_source")
        self.may_write = here.actor().may(Permission.INTEGRATIONS_WRITE)
        self.editing, self.chosen = False, {}
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because one was set up or fetched."""
        await self._fill()

    async def _fill(self) -> None:
        self.rows = [_row(one) for one in await self._read(sources.list_)]

    @calls()
    async def open_form(self, source_id: str) -> None:
        """Show the form of a source, "" for a new one."""
        self.chosen = next((one for one in self.rows if one["id"] == source_id), {})
        self.editing, self.errors = True, {}

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.editing, self.errors = False, {}

    @calls(sources.save)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep a source; without a header those that are kept stay."""
        given = {name: str(form.get(name, "")).strip() for name in ("url", "format")}
        platform = self.chosen.get("platform") or str(form.get("platform", ""))
        columns = {wire: str(form.get(name, "")).strip() for name, wire in COLUMNS.items()}
        header, value = (str(form.get(name, "")).strip() for name in ("header", "secret"))
        done = await self._run(
            sources.save,
            {**given, "platform": platform, "mapping": {name: text for name, text in columns.items() if text}},
            headers={header: value} if header and value else None,
            schedule=form.get("schedule") or None,
            active=bool(form.get("active")),
        )
        self.editing = False
        await self._fill()
        return self._told("The source {name} is kept.", done, name=done.value.platform)

    @calls(sync.sync)
    async def fetch(self, platform: str) -> EventSpec:
        """Fetch a source now; its line shows what comes of it."""
        job = (await self._run(sync.sync, platform=platform)).value
        return toast("{name} is being fetched.", link=f"/jobs/{job.id}", name=platform)

    @calls(sources.delete)
    async def delete(self, source_id: str) -> EventSpec:
        """Remove a source; the events that it brought stay."""
        done = await self._run(sources.delete, id=source_id)
        await self._fill()
        return self._told("The source is removed.", done)


def _row(one: SourceRow) -> dict[str, Any]:
    result = one.result or {}
    return {
        "id": str(one.id),
        "platform": one.platform,
        "url": one.url,
        "format": one.format,
        "headers": ", ".join(one.secret_headers),
        "active": one.active,
        "schedule": one.schedule or "",
        "next": one.next_at.isoformat() if one.next_at else "",
        "last": one.last_synced_at.isoformat() if one.last_synced_at else "",
        "error": one.error_message or "",
        "job": f"/jobs/{one.job_id}" if one.job_id else "",
        "events": one.events,
        **{name: result.get(name, 0) for name in ("fetched", "written", "outside", "refused")},
        **{name: one.mapping.get(wire, "") for name, wire in COLUMNS.items() if name != "id"},
        "ref": one.mapping.get("id", ""),
    }
