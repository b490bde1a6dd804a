"""Conditions of score rules: as lines of a form, in words, and back as the rule stores them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from app.core.errors import Invalid
from app.core.rules import Group, Rule, parse
from app.core.rules.fields import OPERATORS
from app.core.said import in_english
from app.crm.lead_facts import LEAD_FACTS
from state import here

Texts = Mapping[str, str]
WORDS: Texts = in_english(
    {
        "equals": "is",
        "not_equals": "is not",
        "contains": "contains",
        "not_contains": "does not contain",
        "starts_with": "starts with",
        "greater_than": "is more than",
        "less_than": "is less than",
        "at_least": "is at least",
        "at_most": "is at most",
        "between": "is between",
        "in": "is one of",
        "not_in": "is none of",
        "within": "is within",
        "is_empty": "is empty",
        "is_not_empty": "is filled",
    }
)
TIMELY = in_english(
    {"greater_than": "is after", "less_than": "is before", "at_least": "is from", "at_most": "is up to"}
)
CHOICES: Mapping[str, Texts] = in_english(
    {
        "email_kind": {"business": "business", "free": "free"},
        "seniority": {"decides": "decides", "leads": "leads others", "works": "works"},
        "state": {
            "new": "new",
            "working": "working",
            "nurture": "nurture",
            "qualified": "qualified",
            "converted": "converted",
            "lost": "lost",
        },
        "consent": {"yes": "yes", "no": "no"},
    }
)
AGES = in_english(
    ("today", "7 days ago", "30 days ago", "90 days ago", "start of month", "last 7 days", "last 30 days")
)
SPANS: Texts = {one.replace(" ", "_"): one for one in AGES}
BARE = ("is_empty", "is_not_empty")
SEVERAL = ("in", "not_in", "between")
PLAIN = {"text", "choice", "number", "money", "boolean", "tags"}


def _field(name: str) -> dict[str, Any]:
    spec = LEAD_FACTS[name]
    told = {**WORDS, **(TIMELY if spec.kind in ("date", "datetime") else {})}
    operators = [{"value": one, "label": told[one]} for one in OPERATORS[spec.kind]]
    offered = CHOICES.get(name, SPANS if spec.kind not in PLAIN else {})
    choices = [{"value": one, "label": label} for one, label in offered.items()]
    return {"value": name, "label": spec.title or name, "kind": spec.kind, "operators": operators, "choices": choices}


FIELDS: list[dict[str, Any]] = sorted((_field(name) for name in LEAD_FACTS), key=lambda field: str(field["label"]))


def rows_of(condition: Any) -> tuple[list[dict[str, Any]], str]:
    """The lines of a form that stand for a condition, and how they are joined ("and", "or").

    Groups within groups are laid out flat.
    """
    if condition is None:
        return [line(0, "source", "equals", "")], "and"
    leaves = list(parse(condition).leaves())
    joined = "or" if any(leaf.combinator == "or" for leaf in leaves[1:]) else "and"
    return [line(at, leaf.field, leaf.operator, _text(leaf.value)) for at, leaf in enumerate(leaves)], joined


def line(number: int, field: str, operator: str, value: str) -> dict[str, Any]:
    """One line of the form: a test with the comparisons and values that its field offers."""
    known = next((one for one in FIELDS if one["value"] == field), {"operators": [], "choices": []})
    offered = {"operators": known["operators"], "choices": [] if operator in SEVERAL else known["choices"]}
    return {
        "n": str(number),
        "field": field,
        "operator": operator,
        "value": value,
        "bare": operator in BARE,
        **offered,
    }


def condition_of(rows: Sequence[Mapping[str, str]], joined: str) -> dict[str, Any]:
    """The condition that the lines of a form stand for; raises Invalid."""
    if not rows:
        raise Invalid("A rule needs a condition.", fields={"condition": "add a line"})
    how = "or" if joined == "or" else "and"
    return {"rules": [{**_test(row), "combinator": how} for row in rows], "combinator": "and"}


def _test(row: Mapping[str, str]) -> dict[str, Any]:
    name, operator, text = row["field"], row["operator"], row["value"].strip()
    if name not in LEAD_FACTS:
        raise Invalid("There is no such field.", fields={"condition": "choose a field"})
    if operator in BARE:
        return {"field": name, "operator": operator, "value": None}
    if not text:
        title = LEAD_FACTS[name].title or name
        raise Invalid(f"Say what {title} is held against.", fields={"condition": f"{title} needs a value"})
    kind = LEAD_FACTS[name].kind
    parts = [part.strip() for part in text.split(",") if part.strip()]
    several = operator in SEVERAL or (kind == "tags" and len(parts) > 1)
    values = [_value(kind, part) for part in parts] if several else _value(kind, text)
    return {"field": name, "operator": operator, "value": values}


def _value(kind: str, text: str) -> Any:
    if kind == "boolean":
        return text.lower() in ("yes", "true", "1")
    if kind not in ("number", "money"):
        return text
    try:
        number = float(text.replace(" ", ""))
    except ValueError:
        raise Invalid(f"“{text[:40]}” is no number.", fields={"condition": "write a number"}) from None
    return int(number) if number.is_integer() else number


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in cast(Sequence[Any], value))
    return "" if value is None else str(value)


def said(condition: Any) -> list[dict[str, str]]:
    """A condition in words, part by part, so that each can be shown in the reader's language.

    Each part has `join` ("and", "or" or ""), `opens`, `field`, `operator`, `value`, `closes`.
    """
    return _group(parse(condition))


def _group(group: Group) -> list[dict[str, str]]:
    told: list[dict[str, str]] = []
    for item in group.rules:
        parts = [_leaf(item)] if isinstance(item, Rule) else _group(item)
        if isinstance(item, Group) and len(parts) > 1:
            parts[0]["opens"], parts[-1]["closes"] = "(", ")"
        if told and parts:
            parts[0]["join"] = item.combinator
        told += parts
    return told


def _leaf(rule: Rule) -> dict[str, str]:
    spec = LEAD_FACTS.get(rule.field)
    timely = TIMELY if spec and spec.kind in ("date", "datetime") else {}
    glue = " – " if rule.operator == "between" else ", "
    several = rule.value if isinstance(rule.value, list | tuple) else [rule.value]
    value = "" if rule.operator in BARE else glue.join(_word(rule.field, one) for one in cast(Sequence[Any], several))
    return {
        "join": "",
        "opens": "",
        "field": (spec.title if spec else None) or rule.field,
        "operator": timely.get(rule.operator) or WORDS.get(rule.operator, rule.operator),
        "value": value,
        "closes": "",
    }


def _word(field: str, value: Any) -> str:
    text = _text(value)
    known = {**SPANS, **CHOICES.get(field, {}), **(CHOICES["consent"] if isinstance(value, bool) else {})}
    return here.said(known[text]) if text in known else text
