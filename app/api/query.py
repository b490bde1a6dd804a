"""Query strings of lists, read by the action's own signature."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_snake

from app.api.wire import to_wire
from app.core.actions import Action
from app.core.errors import Invalid

LONGEST = 20_000


def _model_of(action: Action[..., Any]) -> type[BaseModel] | None:
    field = action.input.model_fields.get("query")
    kind = field.annotation if field else None
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _structured(name: str, value: str) -> Any:
    if not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value[:LONGEST])
    except (ValueError, RecursionError):
        raise Invalid("A condition in the address is not valid JSON.", fields={name: "not valid JSON"}) from None


def asked(action: Action[..., Any], query: Mapping[str, str]) -> dict[str, Any]:
    """The arguments that a query string names; for an action over one `query` model they become its fields.

    Values that begin with a brace or bracket are JSON (conditions, lists). Raises Invalid.
    """
    given = {name: _structured(name, value) for name, value in query.items() if value != ""}
    if isinstance(sort := given.get("sort"), str):
        given["sort"] = sort[:1].replace("+", "") + to_snake(sort[1:])
    model = _model_of(action)
    if model is None:
        return given
    inside = {name for name in given if name not in action.input.model_fields}
    if not inside and not action.input.model_fields["query"].is_required():
        return given
    rest = {name: value for name, value in given.items() if name not in inside}
    return {**rest, "query": {name: given[name] for name in inside}}


def parameters(action: Action[..., Any]) -> list[dict[str, Any]]:
    """OpenAPI's list of what the query string may hold."""
    model = _model_of(action)
    names = [name for name in action.input.model_fields if model is None or name != "query"]
    names += list(model.model_fields) if model else []
    return [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in names]


def as_page(value: Any) -> dict[str, Any]:
    """Any list answer as {items, nextCursor}, with what else the page tells."""
    wired = to_wire(value)
    if isinstance(wired, dict) and "items" in wired:
        return {"nextCursor": None, **wired}
    return {"items": wired if isinstance(wired, list) else [wired], "nextCursor": None}
