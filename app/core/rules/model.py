"""Conditions as data: rules and groups of rules in a list that is read from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.errors import Invalid

Combinator = Literal["and", "or"]
MAX_DEPTH, MAX_RULES, MAX_VALUES, MAX_TEXT = 10, 200, 1_000, 10_000


class Rule(BaseModel):
    """One test of one field; `combinator` joins it to what stands before it in its list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    operator: str
    value: Any = None
    combinator: Combinator = "and"


class Group(BaseModel):
    """A list of rules and groups; `a or b and c` is (a or b) and c."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: tuple[Rule | Group, ...] = Field(default=())
    combinator: Combinator = "and"

    def leaves(self) -> Iterator[Rule]:
        """Yield every rule, depth first."""
        for item in self.rules:
            if isinstance(item, Rule):
                yield item
            else:
                yield from item.leaves()


Condition = Rule | Group


def all_of(*items: Condition) -> Group:
    """Return the group that holds where all of the items hold."""
    return Group(rules=tuple(item.model_copy(update={"combinator": "and"}) for item in items))


def any_of(*items: Condition) -> Group:
    """Return the group that holds where one of the items holds."""
    return Group(rules=tuple(item.model_copy(update={"combinator": "or"}) for item in items))


def parse(data: object) -> Group:
    """Return the condition that JSON data describes: a flat list, one rule, or a group with its `rules`.

    An empty list is met by every record. Raises Invalid for anything else and beyond 200 rules, 10 levels or 1,000
    values of one rule.
    """
    if isinstance(data, Rule | Group):
        return data if isinstance(data, Group) else Group(rules=(data,))
    _check_size(data)
    try:
        if isinstance(data, list):
            return _checked(Group.model_validate({"rules": data}))
        if isinstance(data, dict) and "rules" not in data:
            return Group(rules=(Rule.model_validate(data),))
        return _checked(Group.model_validate(data))
    except ValidationError as error:
        raise Invalid(f"The condition cannot be read: {_told(error)}.") from error


def _checked(group: Group) -> Group:
    for item in group.rules:
        if isinstance(item, Group) and not _checked(item).rules:
            raise Invalid("A group of conditions is empty. Remove it or add a rule.")
    return group


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("Rule", "Group")]
    return f"{first['msg'].lower()} at {' → '.join(place) or 'its start'}"


def _check_size(data: object) -> None:
    """Walk raw data without recursion, so that no depth of it can break anything."""
    rules, todo = 0, [(data, 0)]
    while todo:
        item, depth = todo.pop()
        if isinstance(item, dict):
            rules += 1
            parts = list(cast(dict[object, object], item).values())
        elif isinstance(item, list):
            parts = cast(list[object], item)
        else:
            _check_scalar(item)
            continue
        if depth > 2 * MAX_DEPTH or rules > MAX_RULES or len(parts) > MAX_VALUES:
            raise Invalid(f"The condition is too large: {MAX_RULES} rules, {MAX_DEPTH} levels at most.")
        todo += [(part, depth + 1) for part in parts]


def _check_scalar(item: object) -> None:
    if isinstance(item, str) and (len(item) > MAX_TEXT or "\0" in item or any("\ud800" <= c <= "\udfff" for c in item)):
        raise Invalid("A value of the condition is too long or holds characters no text may hold.")
