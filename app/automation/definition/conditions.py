"""Rules about what a run knows: the one condition language over dotted paths, kinds told by the values found."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from app.core import rules
from app.core.rules import FieldSpec, Kind, Rule

_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_ORDERING = frozenset({"greater_than", "less_than", "at_least", "at_most", "between"})


def holds(condition: object, scope: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> bool:
    """Whether the rules (as written in a definition) hold in a scope; a path that is not there is empty.

    Raises Invalid where an operator does not suit the value found.
    """
    group = rules.parse(condition)
    found = {rule.field: at(scope, rule.field) for rule in group.leaves()}
    fields = {rule.field: FieldSpec(kind_of(rule, found[rule.field])) for rule in group.leaves()}
    return rules.matches(group, found, fields, now, zone)


def at(scope: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path, or None; numbers count places in a list."""
    here: Any = scope
    for part in path.split("."):
        if isinstance(here, Mapping):
            here = cast(Mapping[str, Any], here).get(part)
        elif isinstance(here, list | tuple) and part.isdigit() and int(part) < len(cast(list[Any], here)):
            here = cast(list[Any], here)[int(part)]
        else:
            return None
    return here


def kind_of(rule: Rule, value: Any) -> Kind:
    """As which kind a rule compares a value."""
    sample = rule.value if value is None else value
    if isinstance(sample, list):
        sample = cast(list[Any], sample)[0] if sample and value is None else sample
    if isinstance(sample, bool):
        return "boolean"
    if isinstance(sample, int | float | Decimal):
        return "number"
    if isinstance(sample, datetime | date):
        return "datetime" if isinstance(sample, datetime) else "date"
    if isinstance(sample, list | tuple):
        return "tags"
    return _kind_of_text(rule, str(sample or ""))


def _kind_of_text(rule: Rule, text: str) -> Kind:
    if rule.operator == "within" or _MOMENT.match(text):
        return "datetime"
    if _DAY.match(text):
        return "date"
    numeric = isinstance(rule.value, int | float) and not isinstance(rule.value, bool)
    return "number" if numeric or rule.operator in _ORDERING else "text"
