"""Lists by their names, for what works on any of them: exports, reports."""

from dataclasses import dataclass
from typing import Any

from app.core.access import Permission
from app.core.errors import Invalid
from app.core.listing.listing import Listing


@dataclass(frozen=True, slots=True)
class View:
    """A list that can be named ("contacts"), what people call it, and the right to read it."""

    name: str
    title: str
    listing: Listing[Any]
    permission: Permission


_views: dict[str, View] = {}


def view(name: str, title: str, listing: Listing[Any], permission: Permission) -> View:
    """Register a list under a name."""
    if name in _views:
        raise ValueError(f"Two lists are called {name}.")
    _views[name] = View(name, title, listing, permission)
    return _views[name]


def find_view(name: str) -> View:
    """The list of that name; raises Invalid."""
    if name not in _views:
        raise Invalid(
            f"There is no list called {name[:80]!r}.", fields={"view": f"one of: {', '.join(sorted(_views))}"}
        )
    return _views[name]


def views() -> list[View]:
    """All lists, by name."""
    return [_views[name] for name in sorted(_views)]
