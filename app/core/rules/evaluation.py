"""Conditions evaluated on one record in Python, with the same outcome as in SQL."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from app.core.rules.checks import Check, Empty, Members, Range, Ranges, Tags, Words
from app.core.rules.fields import FieldSpec, Kind
from app.core.rules.letters import lowered
from app.core.rules.model import Condition, Rule
from app.core.rules.normal_form import check_of
from app.core.times import local

Record = Mapping[str, object]


def matches(condition: Condition, record: Record, fields: Mapping[str, FieldSpec], now: datetime, tz: ZoneInfo) -> bool:
    """Tell whether a record meets a condition; a field it lacks is empty. Raises Invalid as `compile` does."""
    return predicate(condition, fields, now, tz)(record)


def predicate(
    condition: Condition, fields: Mapping[str, FieldSpec], now: datetime, tz: ZoneInfo
) -> Callable[[Record], bool]:
    """Return a condition as a function of a record, for many of them. Raises Invalid as `compile` does."""
    if isinstance(condition, Rule):
        return _leaf(condition.field, *check_of(condition, fields, now, tz), tz)
    parts = [(item.combinator, predicate(item, fields, now, tz)) for item in condition.rules]

    def met(record: Record) -> bool:
        whole: bool | None = None
        for combinator, part in parts:
            if whole is None or whole == (combinator == "and"):
                whole = part(record)
        return whole is None or whole

    return met


def _leaf(name: str, spec: FieldSpec, check: Check, tz: ZoneInfo) -> Callable[[Record], bool]:
    def holds(record: Record) -> bool:
        value = read(record.get(name), spec.kind, tz)
        if isinstance(check, Empty):
            return (value in (None, "", ())) != check.negated
        return value is None or not _met(value, check) if check.negated else value is not None and _met(value, check)

    return holds


def read(value: object, kind: Kind, tz: ZoneInfo) -> Any:
    """Return a record's value as its kind compares it; what cannot be of the kind counts as empty."""
    value = value.value if isinstance(value, Enum) else value
    if value is None:
        return None
    match kind:
        case "text" | "choice":
            return str(value)
        case "number" | "money":
            return _number(value)
        case "date" | "datetime":
            return _day(value, tz) if kind == "date" else _moment(value, tz)
        case "boolean":
            return value if isinstance(value, bool) else None
        case "id":
            return _identity(value)
        case "tags":
            return _tags(cast(list[object], value)) if isinstance(value, list | tuple) else None


def _met(value: Any, check: Check) -> bool:
    match check:
        case Ranges():
            return any(_within(value, one) for one in check.ranges)
        case Words():
            text = lowered(value)
            if check.how == "equals":
                return text in check.words
            return any(text.startswith(word) if check.how == "starts_with" else word in text for word in check.words)
        case Tags():
            return any(lowered(tag) in check.words for tag in value)
        case Members():
            return value in check.values
        case Empty():
            return value in (None, "", ())


def _within(value: Any, bounds: Range) -> bool:
    above = bounds.low is None or value > bounds.low or (bounds.with_low and value == bounds.low)
    return above and (bounds.high is None or value < bounds.high or (bounds.with_high and value == bounds.high))


def _tags(value: list[object]) -> tuple[str, ...]:
    return tuple(str(tag) for tag in value if tag is not None)


def _number(value: object) -> Decimal | None:
    try:
        number = None if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _moment(value: object, tz: ZoneInfo) -> datetime | None:
    value = _from_iso(value)
    if isinstance(value, datetime):
        return local(value, tz).astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=tz).astimezone(UTC) if isinstance(value, date) else None


def _day(value: object, tz: ZoneInfo) -> date | None:
    value = _from_iso(value)
    return local(value, tz).date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _from_iso(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return None


def _identity(value: object) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
