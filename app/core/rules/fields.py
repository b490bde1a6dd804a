"""The fields a condition may name, and which operators suit which kind of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import process
from sqlalchemy import ColumnElement
from sqlalchemy.orm import QueryableAttribute

from app.core.errors import Invalid
from app.core.rules.model import Rule

Kind = Literal["text", "choice", "number", "money", "date", "datetime", "boolean", "id", "tags"]

_EMPTY = ("is_empty", "is_not_empty")
_SAME = ("equals", "not_equals", "in", "not_in")
_ORDER = ("greater_than", "less_than", "at_least", "at_most", "between")
_TEXT = (*_SAME, "contains", "not_contains", "starts_with", *_EMPTY)
_NUMBER = (*_SAME, *_ORDER, *_EMPTY)
OPERATORS: Mapping[Kind, tuple[str, ...]] = {
    "text": _TEXT,
    "choice": _TEXT,
    "number": _NUMBER,
    "money": _NUMBER,
    "date": (*_NUMBER, "within"),
    "datetime": (*_NUMBER, "within"),
    "boolean": ("equals", "not_equals", *_EMPTY),
    "id": (*_SAME, *_EMPTY),
    "tags": ("contains", "not_contains", "in", "not_in", *_EMPTY),
}
_LEAST_ALIKE = 60


@dataclass(frozen=True)
class FieldSpec:
    """A field's kind, the column behind it (needed only for SQL), and its name for people.

    Kind `tags` stands for an array of texts.
    """

    kind: Kind
    column: ColumnElement[Any] | QueryableAttribute[Any] | None = None
    title: str | None = None


def words_of(choice: object) -> str:
    """A stored choice as words: "do_not_call" is "Do not call"."""
    return str(choice).replace("_", " ").capitalize()


def spec_of(rule: Rule, fields: Mapping[str, FieldSpec]) -> FieldSpec:
    """Return the field a rule names. Raises Invalid, with the nearest name, for unknown fields and operators."""
    spec = fields.get(rule.field)
    if spec is None:
        raise Invalid(f"There is no field “{rule.field[:60]}”.{_nearest(rule.field, list(fields))}")
    if rule.operator not in OPERATORS[spec.kind]:
        suited = OPERATORS[spec.kind]
        hint = _nearest(rule.operator, list(suited))
        raise Invalid(f"“{rule.operator[:60]}” does not suit {title_of(rule, spec)}.{hint} Use {', '.join(suited)}.")
    return spec


def title_of(rule: Rule, spec: FieldSpec) -> str:
    """Return what people call the field of a rule."""
    return spec.title or rule.field.replace("_", " ").capitalize()


def _nearest(name: str, names: list[str]) -> str:
    found = process.extractOne(name.lower(), names, score_cutoff=_LEAST_ALIKE)
    return f" Did you mean “{found[0]}”?" if found else ""
