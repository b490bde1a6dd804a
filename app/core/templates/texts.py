"""Texts in templates: changed, never beyond the limits."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from liquid.exceptions import FilterArgumentError

from app.core.templates.limits import OUTPUT
from app.core.templates.plain import PLAIN, quoted, text


def append(value: Any, more: Any) -> str:
    """The text with another after it."""
    return text(value) + text(more)


def prepend(value: Any, more: Any) -> str:
    """The text with another before it."""
    return text(more) + text(value)


def replace(value: Any, old: Any, new: Any = "") -> str:
    """The text with every `old` replaced."""
    given, was, now = text(value), text(old), text(new)
    if len(given) + (given.count(was) if was else len(given) + 1) * len(now) > OUTPUT:
        raise FilterArgumentError("this text is too long", token=None)
    return given.replace(was, now)


def replace_first(value: Any, old: Any, new: Any = "") -> str:
    """The text with the first `old` replaced."""
    return text(value).replace(text(old), text(new), 1)


def truncate(value: Any, most: Any = 50, end: Any = "…") -> str:
    """At most so many characters, the end included."""
    given, sign, size = text(value), text(end), whole(most)
    return given if len(given) <= size else given[: max(0, size - len(sign))] + sign


def truncate_words(value: Any, most: Any = 15, end: Any = "…") -> str:
    """At most so many words."""
    words = text(value).split()
    return text(value) if len(words) <= whole(most) else " ".join(words[: max(1, whole(most))]) + text(end)


def split(value: Any, at: Any) -> list[str]:
    """The parts of a text between the signs `at`."""
    given, sign = text(value), text(at)
    parts = list(given) if sign == "" else given.split(sign)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def cut(value: Any, start: Any, size: Any = 1) -> Any:
    """A part of a text or list; a start below zero counts from its end."""
    given = list(value) if isinstance(value, list | tuple) else text(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    at = whole(start)
    at = at + len(given) if at < 0 else at  # pyright: ignore[reportUnknownArgumentType]
    return given[max(0, at) : max(0, at + whole(size))]


def whole(value: Any) -> int:
    """A whole number from a million below to a million above zero; raises LiquidError."""
    try:
        number = int(value if isinstance(value, int | float | Decimal) else text(value))
    except (TypeError, ValueError, OverflowError) as error:
        raise FilterArgumentError(f"{quoted(value)} is no whole number", token=None) from error
    if abs(number) > 1_000_000:
        raise FilterArgumentError("this number is too large", token=None)
    return number


def capitalize(value: Any) -> str:
    """The text with a capital first letter."""
    given = text(value)
    return given[:1].upper() + given[1:]


def squish(value: Any) -> str:
    """The text on one line, one space between words."""
    return " ".join(text(value).split())


def url_encode(value: Any) -> str:
    """The text as a part of a web address."""
    return quote(text(value), safe="")


def as_json(value: Any) -> str:
    """The value as JSON."""

    def other(one: Any) -> Any:
        if not isinstance(one, PLAIN):
            raise TypeError
        return float(one) if isinstance(one, Decimal) else text(one)

    try:
        return json.dumps(value, default=other, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise FilterArgumentError("this cannot be written as JSON", token=None) from error
