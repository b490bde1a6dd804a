"""The SQL of a list: cut the page first by keyset on one index, then join the names it shows."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Uuid, bindparam, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.listing.listing import Column, Join, Listing
from app.core.listing.order import Order

KEY, KEY_ID, WORDS, MOST = "place_key", "place_id", "words", "most"


@lru_cache(maxsize=1024)
def page_statement(listing: Listing[Any], order: Order, placed: bool, sought: bool, limit: int) -> Select[Any]:
    """A page without filters, made once for each form; its values are the parameters named above."""
    return build(listing, order, placed, sought, limit, None)


def build(
    listing: Listing[Any], order: Order, placed: bool, sought: bool, limit: int, where: ColumnElement[bool] | None
) -> Select[Any]:
    """A page in `order`, after the place bound to KEY and KEY_ID if `placed`, of the hits of WORDS if `sought`."""
    table, key = listing.table, listing.key(order.column)
    base = select(*_own(listing), key.label("sort_key"), *_links(listing))
    if placed:
        edge = tuple_(bindparam(KEY, type_=key.type), bindparam(KEY_ID, type_=table.c.id.type))
        here = tuple_(key, table.c.id)
        base = base.where(here < edge if order.descending else here > edge)
    if sought:
        base = base.where(table.c.id.in_(hits(listing)))
    if where is not None:
        base = base.where(where)
    ends = (key.desc(), table.c.id.desc()) if order.descending else (key.asc(), table.c.id.asc())
    return _dressed(listing, base.order_by(*ends).limit(literal_column(str(limit))).subquery("cut"), order)


def hits(listing: Listing[Any]) -> Select[Any]:
    """The ids that the search function of the table finds for WORDS, at most MOST."""
    found = getattr(func, f"search_{listing.table.name}")(bindparam(WORDS), bindparam(MOST))
    return select(found)


def one_statement(listing: Listing[Any]) -> Select[Any]:
    """The row whose id is bound to KEY_ID."""
    return _one(listing)


@lru_cache(maxsize=64)
def _one(listing: Listing[Any]) -> Select[Any]:
    return _named(listing, listing.table.c.id == bindparam(KEY_ID))


@lru_cache(maxsize=64)
def some_statement(listing: Listing[Any]) -> Select[Any]:
    """The rows whose ids are in the list bound to KEY_ID."""
    return _named(listing, listing.table.c.id == func.any(bindparam(KEY_ID, type_=ARRAY(Uuid()))))


def _named(listing: Listing[Any], condition: ColumnElement[bool]) -> Select[Any]:
    base = select(*_own(listing), *_links(listing))
    return _dressed(listing, base.where(condition).subquery("cut"), None)


def _own(listing: Listing[Any]) -> list[ColumnElement[Any]]:
    shown = ((name, listing.columns[name]) for name in listing.names)
    return [_expression(column).label(name) for name, column in shown if not column.joined]


def _expression(column: Column) -> ColumnElement[Any]:
    return (
        column.expression.__clause_element__()
        if hasattr(column.expression, "__clause_element__")
        else column.expression
    )


def _dressed(listing: Listing[Any], cut: Subquery, order: Order | None) -> Select[Any]:
    columns = [
        _expression(listing.columns[name]).label(name) if listing.columns[name].joined else cut.c[name]
        for name in listing.names
    ]
    source: Any = cut
    for join in listing.joins:
        source = source.outerjoin(join.table, _same(cut, join))
    if order is None:
        return select(*columns).select_from(source)
    keys = (cut.c.sort_key.desc(), cut.c.id.desc()) if order.descending else (cut.c.sort_key, cut.c.id)
    return select(*columns, cut.c.sort_key).select_from(source).order_by(*keys)


def _same(cut: Subquery, join: Join) -> ColumnElement[bool]:
    return (join.table.tenant_id == cut.c.tenant_id) & (join.table.id == cut.c[f"by_{join.by}"])


def _links(listing: Listing[Any]) -> list[ColumnElement[Any]]:
    table = listing.table
    return [table.c.tenant_id, *(table.c[join.by].label(f"by_{join.by}") for join in listing.joins)]
