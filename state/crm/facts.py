"""The facts of a record as the browser shows and edits them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.core.errors import Invalid
from app.core.rules.fields import words_of
from state.crm.shown import plain

Kind = Literal[
    "text", "long", "email", "phone", "number", "year", "money", "date", "moment", "choice", "person", "boolean",
    "lookup", "tags",
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One fact: the value `name` of the row; `shown` and `currency` name values beside it, `route` leads to it.

    A lookup is chosen from the records of the kind `of`.
    """

    name: str
    label: str
    kind: Kind = "text"
    shown: str = ""
    currency: str = ""
    route: str = ""
    options: Sequence[str] = ()
    fixed: bool = False
    note: str = ""
    of: str = "company"


def listed(row: Any, facts: Sequence[Fact], currency: str) -> list[dict[str, Any]]:
    """The facts of one row."""
    return [_fact(row, fact, currency) for fact in facts]


def _fact(row: Any, fact: Fact, currency: str) -> dict[str, Any]:
    value = getattr(row, fact.name)
    made = {"name": fact.name, "label": fact.label, "kind": fact.kind, "value": plain(value), "fixed": fact.fixed}
    if fact.kind == "tags":
        made["value"] = ", ".join(value or [])
    if fact.kind == "choice":
        made |= {"shown": words_of(value), "options": [{"value": one, "label": words_of(one)} for one in fact.options]}
    if fact.shown:
        made["shown"] = plain(getattr(row, fact.shown))
    if fact.kind == "money":
        made["currency"] = (getattr(row, fact.currency) if fact.currency else None) or currency
    if fact.route and value:
        made["href"] = fact.route.format(value)
    if fact.note:
        made["note"] = plain(getattr(row, fact.note))
    return made


def taken(fact: Fact, text: str) -> Any:
    """What was typed into a fact as its action takes it; raises Invalid."""
    if fact.kind == "tags":
        return [part.strip() for part in text.split(",") if part.strip()]
    if fact.kind == "boolean":
        return text == "true"
    if not text:
        return None
    if fact.kind in ("number", "year"):
        return _whole(fact, text)
    return text


def _whole(fact: Fact, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Invalid(f"{fact.label}: write a whole number. Nothing was changed.") from None
