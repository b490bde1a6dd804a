"""Fetching the figures of a platform into events."""

from datetime import date, timedelta
from itertools import islice
from typing import Any

from pydantic import Field, model_validator
from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.accounts.models import Tenant
from app.analytics import sources
from app.analytics.mapping import Fields, Refused, Row, events, rows
from app.analytics.models import AnalyticsEvent, Source
from app.analytics.sources import Platform
from app.core import templates, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import AppError, Invalid, Unavailable
from app.core.events import touch
from app.core.http import fetch
from app.core.ids import new_id
from app.core.queue import Context, JobRow, Payload, enqueue, job_row, kind

LARGEST = 20_000_000
PATIENCE = 60.0
BATCH = 1000
TOLD = 5
CHANGING = ("event_name", "timestamp", "user_id", "session_id", "value", "channel", "campaign", "properties")


class Span(Payload):
    """Which platform, and from which day to which (both included); without days the last 30."""

    platform: Platform
    start_date: date | None = Field(default=None)
    end_date: date | None = Field(default=None)

    @model_validator(mode="after")
    def _ordered(self) -> "Span":
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValueError("endDate lies before startDate")
        return self


def failed(session: Session, job: Context, reason: str) -> None:
    """Show at the source that nothing came of its last fetch."""
    source = session.scalars(select(Source).where(col(Source.job_id) == job.id)).first()
    if source is not None:
        source.error_message, source.result = reason, None
        touch(session, "analytics_source")


@kind(
    "analytics.sync",
    title="Fetch figures of a platform",
    payload=Span,
    attempts=5,
    delay=300,
    time_limit=600,
    isolated=True,
    permission=Permission.INTEGRATIONS_WRITE,
    failed=failed,
)
def analytics_sync(job: Context, payload: Span) -> dict[str, Any]:
    """Fetch what the platform's source holds of these days into events; a row that is there already is not doubled."""
    session = job.session
    source = _begun(job, payload.platform)
    tz = times.zone(session.scalar(select(col(Tenant.zone))) or "UTC")
    last = payload.end_date or times.local(times.utc_now(), tz).date()
    first = payload.start_date or last - timedelta(days=30)
    found = _fetched(job, source, first, last)
    job.check()
    start, end = times.midnight(first, tz), times.midnight(last + timedelta(days=1), tz)
    taken: list[Row] = []
    refused: list[Refused] = []
    for one in events(found, Fields.model_validate(source.mapping), tz):
        if isinstance(one, Refused):
            refused.append(one)
        elif start <= one["timestamp"] < end:
            taken.append(one)
    for one in refused[:TOLD]:
        job.log(f"Row {one.number} is left out: {one.reason}", "warning")
    written = _write(job, source, taken)
    outside = len(found) - len(taken) - len(refused)
    source.last_synced_at, source.error_message = times.utc_now(), None
    source.result = {"fetched": len(found), "written": written, "outside": outside, "refused": len(refused)}
    job.link("analytics_source", source.id)
    job.log(f"{written} of {len(found)} rows are new or changed, {outside} lie outside the days, {len(refused)} unread")
    touch(session, "analytics_events")
    touch(session, "analytics_source")
    return dict(source.result)


@action("analytics.sync", permission=Permission.INTEGRATIONS_WRITE, effect=Effect.WRITE, title="Fetch figures now")
def sync(
    session: Session, actor: Actor, platform: Platform, start_date: date | None = None, end_date: date | None = None
) -> JobRow:
    """Fetch the figures of a platform in the background; raises Invalid where no source of it is set up."""
    sources.wanted(session, platform)
    if start_date and end_date and end_date < start_date:
        raise Invalid("The last day lies before the first.", fields={"endDate": "before startDate"})
    return job_row(enqueue(session, analytics_sync, Span(platform=platform, start_date=start_date, end_date=end_date)))


def _begun(job: Context, platform: str) -> Source:
    """The source, committed as the one that this job fetches, so that a failure finds it."""
    with job.open() as session:
        sources.wanted(session, platform).job_id = job.id
        touch(session, "analytics_source")
    return sources.wanted(job.session, platform)


def _fetched(job: Context, source: Source, first: date, last: date) -> list[Row]:
    scope = {"startDate": first.isoformat(), "endDate": last.isoformat(), "platform": source.platform}
    url = templates.render(source.url, scope)
    job.log(f"Asking {source.platform} for {first} to {last}")
    answer = fetch("GET", url, headers=sources.headers_of(source), timeout=PATIENCE, limit=LARGEST)
    job.log(f"It answered {answer.status} with {len(answer.body):,} bytes in {answer.elapsed:.1f} s")
    if not answer.ok:
        raise _refusal(source.platform, answer.status, answer.text)
    items = Fields.model_validate(source.mapping).items
    return rows(answer.body, "json" if source.format == "json" else "csv", items)


def _refusal(platform: str, status: int, said: str) -> AppError:
    text = f"{platform} answered {status}: {said[:200]}"
    return Unavailable(text) if status == 429 or status >= 500 else Invalid(text)


def _write(job: Context, source: Source, taken: list[Row]) -> int:
    """How many rows are new, or other than before; of rows with the same id the last counts."""
    latest = list({row["ref"]: row for row in taken}.values())
    stream, done, written = iter(latest), 0, 0
    while batch := list(islice(stream, BATCH)):
        job.check()
        written += _batch(job.session, source.platform.lower(), batch)
        done += len(batch)
        job.progress(done, len(latest), source.platform)
    return written


def _batch(session: Session, platform: str, batch: list[Row]) -> int:
    fresh = insert(AnalyticsEvent).values([{"id": new_id(), "platform": platform, **row} for row in batch])
    changed = or_(*(getattr(AnalyticsEvent, name).is_distinct_from(fresh.excluded[name]) for name in CHANGING))
    upsert = fresh.on_conflict_do_update(
        constraint="analytics_events_ref", set_={name: fresh.excluded[name] for name in CHANGING}, where=changed
    )
    return len(session.execute(upsert.returning(col(AnalyticsEvent.id))).all())
