"""Where figures of a platform are fetched from, as people set it up."""

import json
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.tenants import zone_of
from app.analytics.mapping import Fields, Format
from app.analytics.models import AnalyticsEvent, Often, Source
from app.analytics.rows import SourceRow, source_row
from app.analytics.rules import next_fetch
from app.core import secrets, templates, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import record, touch
from app.core.http import check_url

READ, WRITE = Permission.INTEGRATIONS_READ, Permission.INTEGRATIONS_WRITE
Platform = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=2000)]
Text = Annotated[str, Field(max_length=4000)]
Headers = Annotated[dict[Annotated[str, Field(min_length=1, max_length=100)], Text], Field(max_length=20)]
SCOPE = {"startDate": "2026-01-01", "endDate": "2026-01-31", "platform": "example"}


@action("analytics_source.list", permission=READ, effect=Effect.READ, title="List sources of figures")
def list_(session: Session, actor: Actor) -> list[SourceRow]:
    """All sources, by platform; the values of their headers never leave the house."""
    counts = _counts(session)
    found = session.scalars(select(Source).order_by(func.lower(col(Source.platform))))
    return [_row(source, counts.get(source.platform.lower(), 0)) for source in found]


@action("analytics_source.save", permission=WRITE, effect=Effect.WRITE, title="Set up source of figures")
def save(
    session: Session,
    actor: Actor,
    platform: Platform,
    url: Url,
    format: Format = "csv",
    mapping: Fields = Fields(),
    headers: Headers | None = None,
    active: bool = True,
    schedule: Often | None = None,
) -> SourceRow:
    """Set up, or change, where the figures of a platform come from, and how often they are fetched by themselves.

    `url` may hold {{ startDate }} and {{ endDate }} (days). `headers`, such as a key, are kept sealed; without them
    those there stay. Raises Invalid for an address or template that cannot be used.
    """
    try:
        check_url(templates.render(url, {**SCOPE, "platform": platform}))
    except Invalid as error:
        raise Invalid(error.message, fields={"url": error.message}) from None
    source = find(session, platform) or Source(platform=platform, url=url)
    source.url, source.format, source.active = url, format, active
    _plan(session, source, schedule)
    source.mapping = mapping.model_dump(mode="json", by_alias=True, exclude_none=True)
    if headers is not None:
        source.headers = secrets.seal(json.dumps(headers)) if headers else None
    session.add(source)
    session.flush()
    record(session, "analytics_source.saved", source, platform=platform)
    return _row(source, _counts(session).get(source.platform.lower(), 0))


@action("analytics_source.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Remove source of figures")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Remove a source; the events that it brought stay. Raises NotFound."""
    source = session.scalars(select(Source).where(col(Source.id) == id)).first()
    if source is None:
        raise NotFound("There is no such source (any more).")
    session.delete(source)
    session.flush()
    touch(session, "analytics_source")


def find(session: Session, platform: str) -> Source | None:
    """The source of a platform, whatever the case of its name."""
    same = func.lower(col(Source.platform)) == platform.lower()
    return session.scalars(select(Source).where(same)).first()


def wanted(session: Session, platform: str) -> Source:
    """The source of a platform in use; raises Invalid where there is none."""
    source = find(session, platform)
    if source is None or not source.active:
        how = "is switched off" if source else "is not set up"
        raise Invalid(
            f"The source of figures for {platform[:60]!r} {how}; set it up under Settings, Figures first.",
            fields={"platform": how},
            setting="figures",
        )
    return source


def headers_of(source: Source) -> dict[str, str]:
    """The headers that are sent along; raises Unavailable where they can no longer be read."""
    held: Any = json.loads(secrets.reveal(source.headers)) if source.headers else {}
    return dict(held)


def _row(source: Source, events: int) -> SourceRow:
    return source_row(source, sorted(headers_of(source)) if source.headers else [], events)


def _plan(session: Session, source: Source, schedule: Often | None) -> None:
    often = schedule if source.active else None
    if source.schedule != schedule or (source.next_at is None) != (often is None):
        source.next_at = next_fetch(often, times.utc_now(), zone_of(session))
    source.schedule = schedule.value if schedule else None


def _counts(session: Session) -> dict[str, int]:
    counted = select(col(AnalyticsEvent.platform), func.count()).group_by(col(AnalyticsEvent.platform))
    return {platform: count for platform, count in session.execute(counted)}
