"""Sources that are fetched by the clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from app.accounts.rounds import ask_each
from app.accounts.tenants import ZONE_CHANGED, zone_of
from app.analytics.models import Often, Source
from app.analytics.rules import next_fetch
from app.analytics.sync import Span, analytics_sync
from app.core import times
from app.core.db import Session
from app.core.events import Event
from app.core.events.consumers import consumer
from app.core.queue import Context, Payload, enqueue, kind, schedule


class Due(Payload):
    """Nothing to say."""


@kind("analytics.due", title="Fetch due sources", payload=Due, time_limit=60)
def due(job: Context, payload: Due) -> dict[str, Any]:
    """Ask for each source of this organisation whose time has come; times that were missed come once."""
    session, now = job.session, times.utc_now()
    tz = zone_of(session)
    sources = session.scalars(_due(now).with_for_update(skip_locked=True)).all()
    for source in sources:
        enqueue(session, analytics_sync, Span(platform=source.platform), unique_key=f"due:{source.id}")
        source.next_at = next_fetch(Often(source.schedule) if source.schedule else None, now, tz)
        job.log(f"Asked for the figures of {source.platform}")
        job.link("analytics_source", source.id)
    return {"sources": len(sources)}


@consumer("source-times", {ZONE_CHANGED})
def plan_anew(session: Session, happened: Event) -> None:
    """Let sources be fetched by the clocks of the zone in which the organisation is now."""
    now, tz = times.utc_now(), zone_of(session)
    wanted = select(Source).where(col(Source.next_at) > now, col(Source.schedule) != Often.HOURLY.value)
    for source in session.scalars(wanted):
        source.next_at = next_fetch(Often(source.schedule) if source.schedule else None, now, tz)


@schedule("analytics.dues", "7,22,37,52 * * * *")
@kind("analytics.dues", title="Look for due sources", payload=Due)
def dues(job: Context, payload: Due) -> dict[str, Any]:
    """Ask each active organisation for its due sources."""
    return ask_each(job, due, lambda session: session.scalars(_due(times.utc_now()).limit(1)).first() is not None)


def _due(now: datetime) -> Select[Source]:
    return select(Source).where(col(Source.active), col(Source.next_at) <= now)
