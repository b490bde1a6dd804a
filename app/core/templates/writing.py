"""How a value is written into a text."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, cast
from uuid import UUID

from liquid.exceptions import LiquidTypeError, UndefinedError

from app.core.money import Money, format_money
from app.core.templates.dates import format_date, format_moment
from app.core.templates.limits import ITEMS, OUTPUT
from app.core.templates.place import Place


class Ready(str):
    """A text that is already in the form of the output, such as a captured part of it."""

    __slots__ = ()


class Lines(str):
    """A text whose line breaks are to be kept."""

    __slots__ = ()


def written(value: Any, place: Place) -> str:
    """The text of a value; raises LiquidError for none and for what is a group of values."""
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if value is None:
        raise UndefinedError("", token=None)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal | UUID):
        return str(value)
    return _other(value, place)


def _other(value: Any, place: Place) -> str:
    if isinstance(value, Money):
        return format_money(value, place.locale)
    if isinstance(value, datetime):
        return format_moment(value, place)
    if isinstance(value, date):
        return format_date(value, place)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, list | tuple | range):
        return _listed(cast(list[Any], value), place)
    raise LiquidTypeError(f"a group of values cannot be written; choose one of: {_names(value)}", token=None)


def _listed(items: list[Any], place: Place) -> str:
    if len(items) > ITEMS:
        raise LiquidTypeError(f"a list of more than {ITEMS} values cannot be written", token=None)
    parts: list[str] = []
    size = 0
    for item in items:
        if isinstance(item, list | tuple | range | Mapping):
            raise LiquidTypeError("a list of groups cannot be written; loop over it with for", token=None)
        parts.append(written(item, place))
        size += len(parts[-1])
        if size > OUTPUT:
            raise LiquidTypeError("the list is too long to be written", token=None)
    return ", ".join(parts)


def _names(value: Any) -> str:
    if not isinstance(value, Mapping):
        return "nothing in it can be written"
    return ", ".join(sorted(str(name)[:40] for name in list(cast(Mapping[object, object], value))[:8]))
