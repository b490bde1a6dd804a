"""In which order a list is read."""

import re
from dataclasses import dataclass
from typing import Any

from app.core.errors import Invalid
from app.core.listing.listing import Listing


@dataclass(frozen=True, slots=True)
class Order:
    """The column a list is ordered by, and whether downwards."""

    column: str
    descending: bool

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.column}"


def read_order(listing: Listing[Any], text: str) -> Order:
    """The order that `text` ("-created_at", also "-createdAt") names; raises Invalid."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", text.lstrip("-")).lower()
    if name not in listing.columns or not listing.columns[name].sortable:
        can = ", ".join(listing.sortable())
        raise Invalid(f"This list cannot be sorted by {text[:40]!r}.", fields={"sort": f"one of {can}"})
    return Order(name, text.startswith("-"))
