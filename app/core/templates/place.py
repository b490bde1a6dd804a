"""Where a text is read: its language, time zone and currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "_place"


@dataclass(frozen=True, slots=True)
class Place:
    """The locale, IANA time zone and ISO currency that dates and money are written in."""

    locale: str = "en"
    zone: str = "UTC"
    currency: str = "EUR"


HERE = Place()


def place_in(scope: Mapping[str, Any]) -> Place:
    """The place a scope names under `_place`, else English, UTC and euro."""
    found = scope.get(KEY)
    return found if isinstance(found, Place) else HERE
