"""Filters of lists as people read them: which fields there are, and what a filter at work says.

Fixed words are put into the reader's language by the browser; what is made of several is said here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.listing import Listing
from app.core.rules.fields import words_of
from app.core.said import in_english
from state import here

Texts = dict[str, str]
SAME = in_english({"equals": "is", "not_equals": "is not"})
EMPTY = in_english({"is_empty": "is empty", "is_not_empty": "is filled"})
NUMBER = {**in_english({"greater_than": "over", "less_than": "under", "equals": "is"}), **EMPTY}
DAY = {**in_english({"within": "within", "less_than": "before", "greater_than": "after"}), **EMPTY}
OFFERED: Mapping[str, Texts] = {
    "text": {**in_english({"contains": "contains", "starts_with": "starts with"}), **SAME, **EMPTY},
    "choice": SAME,
    "number": NUMBER,
    "money": NUMBER,
    "date": DAY,
    "datetime": DAY,
    "boolean": {"equals": SAME["equals"]},
    "id": {**SAME, **EMPTY},
    "tags": {**in_english({"contains": "include", "not_contains": "do not include"}), **EMPTY},
}
# Beyond those offered; they come by links and views.
MORE = in_english(
    {"at_least": "at least", "at_most": "at most", "between": "between", "in": "is one of", "not_in": "is none of"}
)
SPANS = in_english(
    {
        "today": "today",
        "yesterday": "yesterday",
        "this_week": "this week",
        "last_7_days": "the last 7 days",
        "last_30_days": "the last 30 days",
        "next_7_days": "the next 7 days",
        "next_30_days": "the next 30 days",
        "this_month": "this month",
        "last_month": "last month",
        "this_quarter": "this quarter",
        "this_year": "this year",
    }
)
HIDDEN = {"id"}


def fields(of: Listing[Any]) -> list[dict[str, Any]]:
    """What the list can be filtered by, in the order of the alphabet; of references only the owner."""
    usable = {name: one for name, one in of.columns.items() if name in of.specs and _offered(name, one.kind)}
    made = [_field(name, one) for name, one in usable.items()]
    return sorted(made, key=lambda field: str(field["label"]))


def _offered(name: str, kind: str) -> bool:
    return name not in HIDDEN and (kind != "id" or name == "owner_id")


def _field(name: str, column: Any) -> dict[str, Any]:
    operators = [{"value": value, "label": label} for value, label in OFFERED[column.kind].items()]
    choices = [{"value": choice, "label": words_of(choice)} for choice in column.choices]
    if column.kind in ("date", "datetime"):
        choices = [{"value": value, "label": label} for value, label in SPANS.items()]
    return {"value": name, "label": column.title, "kind": column.kind, "operators": operators, "choices": choices}


def chips(of: Listing[Any], where: Sequence[Mapping[str, Any]], people: Sequence[Texts]) -> list[Texts]:
    """The filters at work, each with its field, title, operator and value in words."""
    names = {one["value"]: one["label"] for one in people}
    return [_chip(of, rule, names) for rule in where]


def _chip(of: Listing[Any], rule: Mapping[str, Any], names: Mapping[str, str]) -> Texts:
    field, operator = str(rule.get("field", "")), str(rule.get("operator", ""))
    column = of.columns.get(field)
    kind = column.kind if column else "text"
    known = {**OFFERED[kind], **MORE}
    value = "" if operator in ("is_empty", "is_not_empty") else _value(kind, rule, names)
    title = column.title if column else words_of(field)
    return {"field": field, "title": title, "operator": known.get(operator, words_of(operator)), "value": value}


def _value(kind: str, rule: Mapping[str, Any], names: Mapping[str, str]) -> str:
    value = rule.get("value")
    several = value if isinstance(value, list) else [value]
    if kind == "id":
        label = str(rule.get("label", ""))
        own = label if label and label != str(value) else here.said(in_english("the one chosen"))
        return ", ".join(names.get(str(one), own) for one in several[:3])
    if kind == "boolean":
        return here.said(in_english("yes") if value in (True, "true") else in_english("no"))
    shown = [_word(kind, str(one)) for one in several]
    return ", ".join(shown[:4]) + ("…" if len(shown) > 4 else "")


def _word(kind: str, value: str) -> str:
    if kind == "choice":
        return here.said(words_of(value))
    return here.said(SPANS[value]) if kind in ("date", "datetime") and value in SPANS else value
