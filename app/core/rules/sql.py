"""Conditions as SQL expressions. A comparison with an empty field counts as not met."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Enum, Numeric, Text, and_, cast, exists, func, literal, not_, or_, select, true
from sqlalchemy.orm import QueryableAttribute

from app.core.errors import AppError
from app.core.rules.checks import Check, Empty, Members, Range, Ranges, Tags, Words
from app.core.rules.fields import FieldSpec
from app.core.rules.model import Condition, Rule
from app.core.rules.normal_form import check_of

Column = ColumnElement[Any] | QueryableAttribute[Any]


def compile(condition: Condition, fields: Mapping[str, FieldSpec], now: datetime, tz: ZoneInfo) -> ColumnElement[bool]:
    """Return a condition as one expression for WHERE; `now` and `tz` settle relative values.

    Raises Invalid for unknown fields, operators that do not suit them, and values that cannot be read.
    """
    if isinstance(condition, Rule):
        spec, check = check_of(condition, fields, now, tz)
        if spec.column is None:
            raise AppError(f"The field “{condition.field}” has no column to search.")
        return _expression(_plain(spec.column), spec, check)
    whole: ColumnElement[bool] | None = None
    for item in condition.rules:
        part = compile(item, fields, now, tz)
        whole = part if whole is None else and_(whole, part) if item.combinator == "and" else or_(whole, part)
    return true() if whole is None else whole.self_group()


def _plain(column: Column) -> Column:
    return cast(column, Text) if isinstance(column.type, Enum) else column


def _expression(column: Column, spec: FieldSpec, check: Check) -> ColumnElement[bool]:
    if isinstance(check, Empty):
        return not_(_empty(column, spec)) if check.negated else _empty(column, spec)
    met = _met(column, spec, check)
    return or_(column.is_(None), not_(met)) if check.negated else met


def _empty(column: Column, spec: FieldSpec) -> ColumnElement[bool]:
    if spec.kind in ("text", "choice"):
        return or_(column.is_(None), column == "")
    return func.coalesce(func.cardinality(column), 0) == 0 if spec.kind == "tags" else column.is_(None)


def _met(column: Column, spec: FieldSpec, check: Ranges | Words | Members | Tags) -> ColumnElement[bool]:
    match check:
        case Ranges():
            return or_(*(_range(column, spec, one) for one in check.ranges))
        case Members():
            return column.in_(check.values)
        case Tags():
            tag = func.unnest(column).column_valued("tag")
            return exists(select(literal(1)).where(func.lower(tag).in_(check.words)))
        case Words(how="contains"):
            return or_(*(func.lower(column).contains(word, autoescape=True) for word in check.words))
        case Words(how="starts_with"):
            return or_(*(func.lower(column).startswith(word, autoescape=True) for word in check.words))
        case Words():
            return func.lower(column).in_(check.words)


def _range(column: Column, spec: FieldSpec, bounds: Range) -> ColumnElement[bool]:
    kind = Numeric() if spec.kind in ("number", "money") else column.type
    low = None if bounds.low is None else literal(bounds.low, kind)
    high = None if bounds.high is None else literal(bounds.high, kind)
    if bounds.low is not None and bounds.low == bounds.high and bounds.with_low and bounds.with_high:
        return column == low
    parts: list[ColumnElement[bool]] = []
    if low is not None:
        parts.append(column >= low if bounds.with_low else column > low)
    if high is not None:
        parts.append(column <= high if bounds.with_high else column < high)
    return and_(*parts)
