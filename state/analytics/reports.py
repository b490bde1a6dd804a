"""Reports: what there is, what it would show, and what was made."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.analytics import reports, shipped
from app.core.actions import Action
from app.core.metrics import actions as metrics
from state import live
from state.base import Page, calls
from state.toasts import toast


class ReportsState(Page, rx.State):
    """The organisation's reports and the last that were made of them."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (reports.list_, reports.runs, reports.preview, metrics.list_)

    rows: list[dict[str, Any]] = []
    runs: list[dict[str, str]] = []
    metrics: list[dict[str, str]] = []
    figures: list[dict[str, str]] = []
    shown: str = ""
    shown_period: str = ""
    creating: bool = False

    @calls()
    async def load(self) -> None:
        """Read the reports, and again whenever one was made."""
        live.watch(ReportsState.refresh, "analytics_reports")
        self.shown, self.creating = "", False
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read them again."""
        await self._fill()

    @calls(reports.run)
    async def make(self, report_id: str) -> EventSpec:
        """Make a report now."""
        job = (await self._run(reports.run, id=report_id)).value
        return toast("The report is being made.", link=f"/jobs/{job.id}")

    @calls()
    async def preview(self, report_id: str) -> None:
        """Show the figures as they are now."""
        found = await self._read(reports.preview, id=report_id)
        self.figures = [
            {"title": one.title, "value": one.value, "previous": one.previous, "note": one.note}
            for one in found.figures
        ]
        self.shown = next((row["name"] for row in self.rows if row["id"] == report_id), "")
        self.shown_period = found.period

    @calls()
    async def close(self) -> None:
        """Put dialogs away."""
        self.shown, self.creating = "", False

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new report."""
        found = await self._read(metrics.list_)
        self.metrics = [{"name": one.name, "title": one.title, "missing": one.missing} for one in found]
        self.creating, self.errors = True, {}

    @calls(reports.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new report of the ticked metrics."""
        chosen = [one["name"] for one in self.metrics if form.get(f"metric {one['name']}")]
        to = [part.strip() for part in str(form.get("recipients", "")).split(",") if part.strip()]
        given = {"name": str(form.get("name", "")), "metrics": chosen, "recipients": to, "dimensions": ["date"]}
        done = await self._run(reports.create, given, schedule=form.get("schedule") or None)
        self.creating = False
        await self._fill()
        return self._told("The report is kept.", done)

    @calls(reports.update)
    async def plan(self, report_id: str, schedule: str) -> EventSpec:
        """Let a report come by the clock, or no more."""
        done = await self._run(reports.update, id=report_id, schedule=schedule or None)
        await self._fill()
        return self._told("The schedule is kept.", done)

    @calls(reports.delete)
    async def remove(self, report_id: str) -> EventSpec:
        """Delete a report."""
        done = await self._run(reports.delete, id=report_id)
        await self._fill()
        return self._told("The report is deleted.", done)

    @calls(shipped.restore)
    async def restore(self) -> EventSpec:
        """Bring the shipped reports that are not there."""
        done = await self._run(shipped.restore)
        await self._fill()
        return self._told("The shipped reports are here.", done)

    async def _fill(self) -> None:
        self.rows = [_report(one) for one in await self._read(reports.list_)]
        self.runs = [_run(one) for one in (await self._read(reports.runs))[:20]]
        self.loading = False


def _report(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "name": one.name,
        "schedule": one.schedule or "",
        "to": ", ".join(one.recipients),
        "next": one.next_at.isoformat() if one.next_at else "",
        "last": one.last_generated_at.isoformat() if one.last_generated_at else "",
    }


def _run(one: Any) -> dict[str, str]:
    return {
        "id": str(one.id),
        "name": one.name,
        "period": one.period,
        "at": one.created_at.isoformat(),
        "error": one.error_message or "",
        "csv": one.csv or "",
        "pdf": one.pdf or "",
        "job": f"/jobs/{one.job_id}" if one.job_id else "",
    }
