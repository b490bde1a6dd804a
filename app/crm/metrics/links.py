"""The pages that list the rows behind a figure."""

import json
from typing import Any
from urllib.parse import urlencode

from app.core.metrics import Period

NONE = "none"
Rule = dict[str, Any]


def rule(field: str, value: Any, operator: str = "equals", label: str = "") -> Rule:
    """One filter of a list; `label` is what people read on it."""
    return {"field": field, "operator": operator, "value": value, "label": label or str(value)}


def same(field: str, key: str, label: str = "") -> Rule:
    """The filter for a bar's key, which may stand for an empty field."""
    return rule(field, None, "is_empty", "none") if key == NONE else rule(field, key, label=label)


def within(field: str, period: Period) -> list[Rule]:
    """The filter for a period; none for all time."""
    if period.whole:
        return [rule(field, None, "is_not_empty", "any time")]
    days = [period.first.isoformat(), period.last.isoformat()]
    return [rule(field, days, "between", " – ".join(dict.fromkeys(days)))]


def deals(*rules: Rule) -> str:
    """The list of deals under these filters."""
    return _page("/deals/list", rules)


def leads(*rules: Rule) -> str:
    """The list of leads under these filters."""
    return _page("/leads", rules)


def tasks(*rules: Rule) -> str:
    """The list of tasks under these filters."""
    return _page("/tasks", rules)


def _page(route: str, rules: tuple[Rule, ...]) -> str:
    return f"{route}?{urlencode({'where': json.dumps(list(rules))})}" if rules else route
