"""Reading a list: pages, counts, single rows, and the records a bulk action works on."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.listing import cursor
from app.core.listing.cursor import Place
from app.core.listing.listing import Listing
from app.core.listing.order import Order, read_order
from app.core.listing.query import LARGEST_PAGE, Count, ListQuery, Page
from app.core.listing.search import words
from app.core.listing.statement import (
    KEY,
    KEY_ID,
    MOST,
    WORDS,
    build,
    hits,
    one_statement,
    page_statement,
    some_statement,
)
from app.core.listing.where import condition

R = TypeVar("R")
MOST_HITS = 2_000
CAP = 10_000


def page(session: Session, listing: Listing[R], query: ListQuery) -> Page[R]:
    """The rows that `query` asks for, with the cursors to go on; raises Invalid."""
    order = read_order(listing, query.sort)
    place = _place(listing, order, query.cursor)
    backward = place is not None and place.backward
    reading = Order(order.column, order.descending != backward)
    values: dict[str, Any] = {KEY: place.key, KEY_ID: place.id} if place else {}
    sought = words(query.search or "")
    if query.search and query.search.strip() and not sought:
        return Page([])
    if sought:
        values |= {WORDS: sought, MOST: MOST_HITS}
    form = (listing, reading, place is not None, bool(sought), query.limit + 1)
    where = condition(session, listing, query.where)
    statement = page_statement(*form) if where is None else build(*form, where)
    session.flush()
    found = session.connection().execute(statement, values).all()
    return _page(listing, order, place, found, query.limit)


def _place(listing: Listing[Any], order: Order, text: str | None) -> Place | None:
    if not text:
        return None
    return cursor.read(listing.noun, order, listing.key(order.column).type.python_type, text)


def _page(listing: Listing[R], order: Order, place: Place | None, found: Sequence[Any], limit: int) -> Page[R]:
    backward, more = place is not None and place.backward, len(found) > limit
    shown = list(found[:limit])
    if backward:
        shown.reverse()
    if not shown:
        return Page([])
    at = listing.names.index("id")

    def edge(row: Any, back: bool) -> str:
        return cursor.write(listing.noun, order, Place(row[-1], row[at], back))

    following = edge(shown[-1], False) if backward or more else None
    before = edge(shown[0], True) if (more if backward else place is not None) else None
    return Page([listing.row(*row[:-1]) for row in shown], following, before)


def one(session: Session, listing: Listing[R], row_id: UUID) -> R:
    """The row of that id; raises NotFound."""
    session.flush()
    found = session.connection().execute(one_statement(listing), {KEY_ID: row_id}).first()
    if found is None:
        raise NotFound(f"There is no such {listing.noun} (any more).")
    return listing.row(*found)


def some(session: Session, listing: Listing[R], row_ids: Sequence[UUID]) -> list[R]:
    """The rows of those ids that are there, in no order."""
    session.flush()
    found = session.connection().execute(some_statement(listing), {KEY_ID: list(row_ids)})
    return [listing.row(*row) for row in found]


def find(session: Session, listing: Listing[R], text: str, limit: int = 8) -> list[R]:
    """The newest rows that hold every word of `text`, for the search of the whole house."""
    return page(session, listing, ListQuery(search=text, limit=limit)).items if words(text) else []


def matching(session: Session, listing: Listing[Any], query: ListQuery, most: int | None = None) -> Select[Any]:
    """The ids of all rows that match `query`, whatever its order and page, as a select for use in one statement."""
    table = listing.table
    found = select(table.c.id)
    if query.search and query.search.strip():
        found = found.where(table.c.id.in_(hits(listing).params({WORDS: words(query.search), MOST: most})))
    where = condition(session, listing, query.where)
    return found if where is None else found.where(where)


def targeted(
    session: Session, listing: Listing[Any], ids: Sequence[UUID] | None, query: ListQuery | None
) -> ColumnElement[bool]:
    """The condition for a bulk action on the records named by `ids` or on all that match `query`; raises Invalid."""
    if (ids is None) == (query is None):
        raise Invalid("Name either the records or a query for them.", fields={"ids": "either this or query"})
    table = listing.table
    return table.c.id.in_(ids if ids is not None else matching(session, listing, cast(ListQuery, query)))


def every(session: Session, listing: Listing[R], query: ListQuery) -> Iterator[R]:
    """All rows that match, page by page, so that no more than one page is in memory."""
    asked = query.model_copy(update={"limit": LARGEST_PAGE * 5, "cursor": None})
    while True:
        got = page(session, listing, asked)
        yield from got.items
        if got.next_cursor is None:
            return
        asked = asked.model_copy(update={"cursor": got.next_cursor})


def count(session: Session, listing: Listing[Any], query: ListQuery, cap: int = CAP) -> Count:
    """How many rows match, counted up to `cap`."""
    ids = matching(session, listing, query, most=cap + 1).limit(literal_column(str(cap + 1)))
    value = session.execute(select(func.count()).select_from(ids.subquery())).scalar_one()
    return Count(min(value, cap), value > cap)
