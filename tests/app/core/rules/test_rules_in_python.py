"""What conditions mean, what they refuse, and how they explain themselves."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import Invalid
from app.core.rules import FieldSpec, Rule, all_of, any_of, explain, matches, parse

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
TZ = ZoneInfo("Europe/Berlin")
FIELDS = {
    "total_spent": FieldSpec("money", title="Total spent"),
    "order_count": FieldSpec("number"),
    "last_login": FieldSpec("datetime"),
    "closed_on": FieldSpec("date"),
    "company": FieldSpec("text"),
    "tags": FieldSpec("tags"),
}


def met(data: Any, **record: object) -> bool:
    return matches(parse(data), record, FIELDS, NOW, TZ)


def one(field: str, operator: str, value: Any = None, combinator: str = "and") -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value, "combinator": combinator}


def test_the_segments_of_the_catalogue_run_as_they_stand() -> None:
    rich = [one("total_spent", "greater_than", 500), one("order_count", "greater_than", 3)]
    assert met(rich, total_spent="500.01", order_count=4)
    assert not met(rich, total_spent=501, order_count=3)
    idle = [one("last_login", "less_than", "30_days_ago"), one("order_count", "equals", 0)]
    assert met(idle, last_login=datetime(2026, 2, 12, 22, 59, tzinfo=UTC), order_count=0)
    assert not met(idle, last_login=datetime(2026, 2, 12, 23, 0, tzinfo=UTC), order_count=0)
    assert not met(idle, order_count=0)


def test_a_flat_list_is_read_from_left_to_right_and_groups_bind_tighter() -> None:
    a, c = one("company", "equals", "a"), one("order_count", "equals", 1)
    b = one("company", "equals", "b", "or")
    assert not met([a, b, c], company="a", order_count=2)
    assert met([a, {"rules": [one("company", "equals", "b"), c], "combinator": "or"}], company="a", order_count=2)
    assert met([])


def test_constructors_make_the_same_groups() -> None:
    either = any_of(Rule(field="company", operator="equals", value="A"), Rule(field="order_count", operator="is_empty"))
    assert matches(either, {"company": "a", "order_count": 1}, FIELDS, NOW, TZ)
    both = all_of(either, Rule(field="order_count", operator="equals", value=1))
    assert not matches(both, {"order_count": None}, FIELDS, NOW, TZ)


def test_empty_fields_meet_only_what_is_denied() -> None:
    assert met(one("company", "not_equals", "a"))
    assert met(one("company", "not_contains", "a"))
    assert met(one("order_count", "not_in", [1]))
    assert not met(one("order_count", "less_than", 1))
    assert met(one("company", "is_empty"), company="")


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [
        ("last_7_days", date(2026, 3, 8), date(2026, 3, 7)),
        ("next_7_days", date(2026, 3, 22), date(2026, 3, 23)),
        ("this_quarter", date(2026, 3, 31), date(2026, 4, 1)),
        ("last_month", date(2026, 2, 1), date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1), date(2026, 2, 28)),
        ("2026 Q1", date(2026, 1, 1), date(2025, 12, 31)),
        ("today", date(2026, 3, 15), date(2026, 3, 16)),
    ],
)
def test_windows_of_time(value: str, inside: date, outside: date) -> None:
    assert met(one("closed_on", "within", value), closed_on=inside)
    assert not met(one("closed_on", "within", value), closed_on=outside)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (one("total_spend", "equals", 1), "Did you mean “total_spent”"),
        (one("total_spent", "greater", 1), "Did you mean “greater_than”"),
        (one("total_spent", "contains", 1), "does not suit Total spent"),
        (one("total_spent", "equals", "many"), "Total spent: “many” is no number"),
        (one("total_spent", "equals", "1e999"), "out of range"),
        (one("order_count", "equals", True), "no number"),
        (one("order_count", "in", []), "one value or more"),
        (one("order_count", "between", [1]), "two ends"),
        (one("closed_on", "within", "soonish"), "names no day"),
        (one("closed_on", "within", "last_99999_years"), "too far away"),
        (one("company", "equals", None), "is no text"),
        (one("company", "equals", "a\0"), "no text may hold"),
        ({"field": "company"}, "cannot be read"),
        ([{**one("company", "is_empty"), "sql": "1=1"}], "cannot be read"),
        ("company = 1", "cannot be read"),
        ([{"rules": []}], "empty"),
        ([one("company", "is_empty")] * 201, "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_nearest_name(data: Any, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        met(data)


def test_depth_is_limited_without_recursion() -> None:
    data: Any = one("company", "is_empty")
    for _ in range(50_000):
        data = {"rules": [data]}
    with pytest.raises(Invalid, match="too large"):
        parse(data)


def test_an_explanation_names_each_rule_and_why() -> None:
    condition = parse([one("total_spent", "greater_than", 500), one("last_login", "less_than", "30_days_ago", "or")])
    first, second = explain(condition, {"total_spent": 700}, FIELDS, NOW, TZ)
    assert (first.held, first.text) == (True, "Total spent (700) is more than 500")
    assert (second.held, second.text) == (False, "Last login is not before 30 days ago")
