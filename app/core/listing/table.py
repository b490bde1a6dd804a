"""A list as a plain table: its header, and its rows as a file can hold them."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, cast

from app.core.db import Session
from app.core.errors import TooLarge
from app.core.listing.listing import Listing
from app.core.listing.page import every
from app.core.listing.query import ListQuery

MOST = 200_000


def header(of: Listing[Any]) -> list[str]:
    """The titles of the columns that are shown."""
    return [of.columns[name].title or name for name in shown(of)]


def shown(of: Listing[Any]) -> list[str]:
    """The names of the columns that people read: no ids but the row's own, no marks of the house."""
    return [f.name for f in fields(of.row) if _is_shown(of, f.name)]


def _is_shown(of: Listing[Any], name: str) -> bool:
    return name not in {"version", "sample"} and (name == "id" or of.columns[name].kind != "id")


def rows(session: Session, of: Listing[Any], query: ListQuery, most: int = MOST) -> Iterator[list[Any]]:
    """All rows that match; raises TooLarge beyond `most`."""
    names = shown(of)
    for number, row in enumerate(every(session, of, query)):
        if number == most:
            raise TooLarge(f"An export holds at most {most:,} rows; filter the list first. Nothing was written.")
        yield [plain(getattr(row, name)) for name in names]


def plain(value: Any) -> Any:
    """A value as one cell of a table."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {held}" for key, held in cast(dict[str, Any], value).items())
    return value
