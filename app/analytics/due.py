"""Reports that come by the clock: looked for once an hour, each made once a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from app.accounts.rounds import ask_each
from app.accounts.tenants import ZONE_CHANGED, zone_of
from app.analytics.generate import Wish, report_generate
from app.analytics.models import Every, Report
from app.analytics.rules import next_time
from app.core import times
from app.core.db import Session
from app.core.events import Event
from app.core.events.consumers import consumer
from app.core.queue import Context, Payload, enqueue, kind, schedule


class Due(Payload):
    """Nothing to say."""


@kind("report.due", title="Start due reports", payload=Due, time_limit=60)
def due(job: Context, payload: Due) -> dict[str, Any]:
    """Ask for each report of this organisation whose time has come; times that were missed come once."""
    session, now = job.session, times.utc_now()
    tz = zone_of(session)
    reports = session.scalars(_due(now).with_for_update(skip_locked=True)).all()
    for report in reports:
        enqueue(session, report_generate, Wish(report_id=report.id, mail=True), unique_key=str(report.id))
        report.next_at = next_time(Every(report.schedule) if report.schedule else None, now, tz)
        job.log(f"Asked for {report.name}")
        job.link("analytics_reports", report.id)
    return {"reports": len(reports)}


@consumer("report-times", {ZONE_CHANGED})
def plan_anew(session: Session, happened: Event) -> None:
    """Let reports come at six in the morning of the zone in which the organisation is now."""
    now, tz = times.utc_now(), zone_of(session)
    for report in session.scalars(select(Report).where(col(Report.next_at) > now)):
        report.next_at = next_time(Every(report.schedule) if report.schedule else None, now, tz)


@schedule("report.dues", "2,17,32,47 * * * *")
@kind("report.dues", title="Look for due reports", payload=Due)
def dues(job: Context, payload: Due) -> dict[str, Any]:
    """Ask each active organisation for its due reports."""
    return ask_each(job, due, lambda session: session.scalars(_due(times.utc_now()).limit(1)).first() is not None)


def _due(now: datetime) -> Select[Report]:
    return select(Report).where(col(Report.next_at) <= now)
