"""Why a record meets a condition or not, rule by rule, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import cast
from zoneinfo import ZoneInfo

from app.core.rules.evaluation import matches
from app.core.rules.fields import FieldSpec, spec_of, title_of
from app.core.rules.model import Condition, Rule, parse

_WORDS = {
    "equals": ("is", "is not"),
    "not_equals": ("is not", "is"),
    "contains": ("contains", "does not contain"),
    "not_contains": ("does not contain", "contains"),
    "starts_with": ("starts with", "does not start with"),
    "greater_than": ("is more than", "is not more than"),
    "less_than": ("is less than", "is not less than"),
    "at_least": ("is at least", "is less than"),
    "at_most": ("is at most", "is more than"),
    "between": ("is between", "is not between"),
    "in": ("is one of", "is none of"),
    "not_in": ("is none of", "is one of"),
    "within": ("is within", "is not within"),
    "is_empty": ("is empty", "is not empty"),
    "is_not_empty": ("is filled", "is empty"),
}
_OF_TIME = {
    "greater_than": ("is after", "is not after"),
    "less_than": ("is before", "is not before"),
    "at_least": ("is on or after", "is before"),
    "at_most": ("is on or before", "is after"),
}
_LONGEST = 60


@dataclass(frozen=True)
class Reason:
    """One rule's outcome: its field, whether it held, and a sentence that says so."""

    field: str
    held: bool
    text: str


def explain(
    condition: Condition,
    record: Mapping[str, object],
    fields: Mapping[str, FieldSpec],
    now: datetime,
    tz: ZoneInfo,
) -> list[Reason]:
    """Return a reason for every rule of a condition, in its order. Raises Invalid as `matches` does."""
    return [_reason(rule, record, fields, now, tz) for rule in parse(condition).leaves()]


def _reason(
    rule: Rule, record: Mapping[str, object], fields: Mapping[str, FieldSpec], now: datetime, tz: ZoneInfo
) -> Reason:
    spec = spec_of(rule, fields)
    held = matches(rule, record, fields, now, tz)
    timely = _OF_TIME if spec.kind in ("date", "datetime") else {}
    words = timely.get(rule.operator, _WORDS[rule.operator])[0 if held else 1]
    wanted = "" if rule.operator in ("is_empty", "is_not_empty") else f" {_wanted(rule, bool(timely))}"
    present = record.get(rule.field)
    now_holds = "" if present in (None, "") else f" ({_shown(present)})"
    return Reason(rule.field, held, f"{title_of(rule, spec)}{now_holds} {words}{wanted}")


def _wanted(rule: Rule, timely: bool) -> str:
    """The value a rule asks for; relative days lose their underscores."""
    value: object = rule.value
    values = cast(list[object], value) if isinstance(value, list | tuple) else [value]
    shown = [_shown(value).replace("_", " ") if timely else _shown(value) for value in values[:10]]
    return (" and " if rule.operator == "between" else ", ").join(shown)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one) for one in cast(list[object], value)[:10])
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    text = str(value.value if isinstance(value, Enum) else value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
