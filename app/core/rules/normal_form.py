"""Rules brought to plain checks that SQL and Python carry out alike."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from app.core.errors import Invalid
from app.core.rules.checks import Check, Empty, Members, Range, Ranges, Tags, Words
from app.core.rules.fields import FieldSpec, spec_of, title_of
from app.core.rules.letters import lowered
from app.core.rules.model import Rule
from app.core.rules.spans import Span, span_of

Point = Decimal | date | datetime
LARGEST = Decimal(10) ** 30


def check_of(rule: Rule, fields: Mapping[str, FieldSpec], now: datetime, tz: ZoneInfo) -> tuple[FieldSpec, Check]:
    """Return the field a rule names and its check. Raises Invalid, naming the field, for what does not suit it."""
    spec = spec_of(rule, fields)
    if rule.operator in ("is_empty", "is_not_empty"):
        return spec, Empty(rule.operator == "is_not_empty")
    try:
        return spec, _check(rule, spec, now, tz)
    except Invalid as error:
        raise Invalid(f"{title_of(rule, spec)}: {error.message}", fields={rule.field: error.message}) from error


def _check(rule: Rule, spec: FieldSpec, now: datetime, tz: ZoneInfo) -> Check:
    negated = rule.operator.startswith("not_")
    match spec.kind:
        case "number" | "money":
            return Ranges(_ranges(rule, _number_range), negated)
        case "date":
            return Ranges(_ranges(rule, lambda value, how: _day_range(span_of(value, now, tz), how, tz)), negated)
        case "datetime":
            return Ranges(_ranges(rule, lambda value, how: _moment_range(span_of(value, now, tz), how, tz)), negated)
        case "boolean":
            return Members((_boolean(rule.value),), negated)
        case "id":
            return Members(tuple(_identity(value) for value in _several(rule)), negated)
        case "tags":
            return Tags(tuple(_word(value) for value in _several(rule)), negated)
        case "text" | "choice":
            how = {"contains": "contains", "not_contains": "contains", "starts_with": "starts_with"}
            chosen = cast(Literal["equals", "contains", "starts_with"], how.get(rule.operator, "equals"))
            return Words(chosen, tuple(_word(value) for value in _several(rule)), negated)


def _several(rule: Rule) -> list[object]:
    if rule.operator not in ("in", "not_in"):
        return [rule.value]
    values = _listed(rule.value)
    if not values:
        raise Invalid("give a list of one value or more")
    return values


def _listed(value: object) -> list[object]:
    return list(cast(list[object], value)) if isinstance(value, list | tuple) else []


def _ranges(rule: Rule, of: Callable[[object, str], Range]) -> tuple[Range, ...]:
    if rule.operator == "between":
        ends = _listed(rule.value)
        if len(ends) != 2:
            raise Invalid("give the two ends, the lower first")
        low, high = of(ends[0], "at_least"), of(ends[1], "at_most")
        return (Range(low.low, high.high, low.with_low, high.with_high),)
    how = rule.operator if rule.operator in ("greater_than", "less_than", "at_least", "at_most") else "equals"
    return tuple(of(value, how) for value in _several(rule))


def _number_range(value: object, how: str) -> Range:
    return _range(how, *(_number(value),) * 2, sharp=True)


def _day_range(span: Span | datetime, how: str, tz: ZoneInfo) -> Range:
    if isinstance(span, datetime):
        day = span.astimezone(tz).date()
        return _range(how, day, day, sharp=True)
    return _range(how, span.first, span.after, sharp=False)


def _moment_range(span: Span | datetime, how: str, tz: ZoneInfo) -> Range:
    if isinstance(span, datetime):
        return _range(how, span, span, sharp=True)
    return _range(how, *span.moments(tz), sharp=False)


def _range(how: str, start: Point, end: Point, sharp: bool) -> Range:
    """`sharp` points include their end; spans of time end before it."""
    match how:
        case "greater_than":
            return Range(low=end, with_low=not sharp)
        case "less_than":
            return Range(high=start, with_high=False)
        case "at_least":
            return Range(low=start)
        case "at_most":
            return Range(high=end, with_high=sharp)
        case _:
            return Range(start, end, with_high=sharp)


def _number(value: object) -> Decimal:
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | str | Decimal) else None
    except InvalidOperation:
        number = None
    if number is None or isinstance(value, bool) or not number.is_finite():
        raise Invalid(f"“{str(value)[:60]}” is no number")
    if abs(number) > LARGEST or cast(int, number.as_tuple().exponent) < -30:
        raise Invalid(f"“{str(value)[:60]}” is out of range")
    return number


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise Invalid(f"“{str(value)[:60]}” is neither true nor false")


def _identity(value: object) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError as error:
        raise Invalid(f"“{str(value)[:60]}” is no id") from error


def _word(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Invalid(f"“{str(value)[:60]}” is no text")
    return lowered(str(value))
