"""One page of a timeline, merged from all sources."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.history.rows import Item
from app.core.history.subjects import subject_of
from app.core.history.timeline.sources import Around, sources
from app.core.listing import Page

# Items of one transaction bear the same time; so many may fall on the edge of a page.
EDGE = 20
Place = tuple[datetime, str]


def page(session: Session, actor: Actor, table: str, row_id: UUID, cursor: str | None, limit: int) -> Page[Item]:
    """The items after `cursor`, newest first. Raises NotFound, Refused or Invalid."""
    _check(session, actor, table, row_id)
    place = _place(cursor)
    around = Around(table, row_id, place[0] if place else datetime.now(UTC), limit + EDGE)
    found = [item for source in sources() for item in source(session, actor, around)]
    found.sort(key=_key, reverse=True)
    shown = [item for item in found if place is None or _key(item) < place]
    more = len(shown) > limit
    return Page(shown[:limit], _cursor(shown[limit - 1]) if more else None)


def _check(session: Session, actor: Actor, table: str, row_id: UUID) -> None:
    subject, known = subject_of(table), SQLModel.metadata.tables.get(table)
    if subject is None or known is None:
        raise NotFound("There is no such kind of record.")
    actor.check(subject.permission)
    if session.execute(select(known.c.id).where(known.c.id == row_id)).first() is None:
        raise NotFound(f"There is no such {subject.title.lower()} (any more).")


def _key(item: Item) -> Place:
    return item.at, item.id


def _cursor(item: Item) -> str:
    return f"{item.at.isoformat()}|{item.id}"


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    at, _, key = cursor.partition("|")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not key:
        raise Invalid("This page of the list is no longer valid; start again from its beginning.")
    return moment, key
