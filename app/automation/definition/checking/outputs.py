"""What a step leaves behind for later ones, and what a condition proves to be there."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from app.automation.definition.doing import Act, Set
from app.automation.definition.step import Step
from app.core import rules
from app.core.actions import find
from app.core.errors import NotFound
from app.core.rules import Rule

DENYING = frozenset({"is_empty", "not_equals", "not_in", "not_contains"})


def brought(step: Step) -> Iterator[str]:
    """The paths that are there once the step has succeeded."""
    if isinstance(step, Set):
        yield from (f"vars.{name}.*" for name in step.values)
    here = f"steps.{step.id}"
    if isinstance(step, Act) and (fields := _fields(step.action)):
        yield from (f"{here}.output.{name}.*" for name in fields)
    else:
        yield f"{here}.output.*"
    yield from (f"{here}.{name}" for name in ("status", "error"))


@cache
def _fields(action: str) -> frozenset[str]:
    """The names in the answer of an action; none where it answers with no object."""
    try:
        schema = find(action).output.json_schema(mode="serialization")
    except NotFound:
        return frozenset()
    return frozenset(_properties(schema, schema.get("$defs", {})))


def _properties(schema: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    yield from cast(dict[str, Any], schema.get("properties", {}))


def proven(condition: object) -> Iterator[str]:
    """The paths that must be there where the rules hold."""
    if condition is None:
        return
    group = rules.parse(condition)
    if all(item.combinator == "and" for item in group.rules[1:]):
        plain = [item for item in group.rules if isinstance(item, Rule)]
        yield from (rule.field for rule in plain if rule.operator not in DENYING)
