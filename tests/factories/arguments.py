"""Made-up arguments for any action or handler, from the types it names."""

import inspect
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

from pydantic import BaseModel

from app.core.actions import Action

DEPTH = 6


def arguments(action: Action[..., Any], record_id: UUID, *, everything: bool = True) -> dict[str, Any]:
    """What the action needs, with `record_id` wherever an id is taken; `everything` gives optional ids too."""
    schema = _schema(action.input)
    return _object(schema, schema.get("$defs", {}), record_id, everything, 0)


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=False)


def payload(handler: Any, record_id: UUID) -> dict[str, Any]:
    """What an event handler takes, with `record_id` for every text."""
    fn = inspect.unwrap(handler.fn)
    hints = get_type_hints(fn)
    made = {str: str(record_id), int: 1, float: 1.0, bool: True, dict: {"id": str(record_id), "name": "x"}}
    names = list(inspect.signature(fn).parameters)[1:]
    return {name: _of_hint(hints.get(name, str), made, record_id) for name in names}


def _of_hint(hint: Any, made: dict[Any, Any], record_id: UUID) -> Any:
    origin = getattr(hint, "__origin__", hint)
    return [str(record_id)] if origin is list else made.get(origin, str(record_id))


def _object(
    schema: dict[str, Any], parts: dict[str, Any], record_id: UUID, everything: bool, depth: int
) -> dict[str, Any]:
    required = set(schema.get("required", []))
    given: dict[str, Any] = {}
    for name, part in schema.get("properties", {}).items():
        if name in required or (everything and _takes_id(part, parts)):
            given[name] = _value(name, part, parts, record_id, everything, depth + 1)
    return given


def _takes_id(part: dict[str, Any], parts: dict[str, Any]) -> bool:
    forms = [part, *part.get("anyOf", []), part.get("items", {})]
    forms += [form.get("items", {}) for form in part.get("anyOf", [])]
    return any(form.get("format") == "uuid" for form in forms)


def _value(
    name: str, part: dict[str, Any], parts: dict[str, Any], record_id: UUID, everything: bool, depth: int
) -> Any:
    if depth > DEPTH:
        return None
    if "$ref" in part:
        return _value(name, parts[part["$ref"].split("/")[-1]], parts, record_id, everything, depth)
    if "anyOf" in part:
        form = next((form for form in part["anyOf"] if form.get("format") == "uuid"), part["anyOf"][0])
        return _value(name, form, parts, record_id, everything, depth)
    if "enum" in part:
        return part["enum"][0]
    if "const" in part:
        return part["const"]
    if part.get("type") == "array":
        return [_value(name, part.get("items", {}), parts, record_id, everything, depth + 1)]
    if part.get("type") == "object":
        return _object(part, parts, record_id, everything, depth)
    return _plain(name, part, record_id)


def _plain(name: str, part: dict[str, Any], record_id: UUID) -> Any:
    if part.get("format") == "uuid":
        return str(record_id)
    if part.get("format") == "date-time":
        return "2030-01-02T03:04:05Z"
    if part.get("format") == "date":
        return "2030-01-02"
    if part.get("type") in {"integer", "number"}:
        return max(1, int(part.get("minimum", 1)))
    if part.get("type") == "boolean":
        return True
    if "email" in name or name == "to":
        return "somebody@example.com"
    return "x" * max(3, int(part.get("minLength", 3)))
