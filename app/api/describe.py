"""OpenAPI's words for actions: bodies and answers by reference, shared parts under components."""

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from app.api.wire import camel_schema
from app.core.actions import Action, Effect
from app.core.queue import JobRow

REF = "#/components/schemas/{model}"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 255},
    "description": "The first answer to a key is given again to the same call.",
}
PROBLEMS = {
    "4XX": {
        "description": "What is wrong and what to do",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}

components: dict[str, Any] = {"Problem": PROBLEM}


def _shared(schema: dict[str, Any]) -> dict[str, Any]:
    components.update(schema.pop("$defs", {}))
    return schema


@cache
def input_schema(action: Action[..., Any]) -> dict[str, Any]:
    """The JSON schema of what the action takes, with its parts shared."""
    return _shared(camel_schema(action.input.model_json_schema(by_alias=True, ref_template=REF)))


@cache
def output_schema(action: Action[..., Any]) -> dict[str, Any]:
    """The JSON schema of what the action gives, with its parts shared."""
    adapter: TypeAdapter[Any] = action.output
    return _shared(camel_schema(adapter.json_schema(mode="serialization", ref_template=REF)))


def without(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of an object without one of its properties (the id that stands in the path)."""
    properties = {key: part for key, part in schema.get("properties", {}).items() if key != name}
    required = [key for key in schema.get("required", []) if key != name]
    return {**schema, "properties": properties, "required": required}


def operation(action: Action[..., Any], *, body: dict[str, Any] | None, status: int = 200) -> dict[str, Any]:
    """The `openapi_extra` of an endpoint that enters `action`; `body` is the schema of its body, if it takes one."""
    answer = {"description": "Done", "content": {"application/json": {"schema": output_schema(action)}}}
    later = {"202": {**answer, "description": "A job does it"}} if JobRow in get_args(action.returns) else {}
    made: dict[str, Any] = {
        "responses": {str(status): answer, **later, **PROBLEMS},
        "x-permission": action.permission.value,
        "x-effect": action.effect.value,
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if action.effect is not Effect.READ:
        made["parameters"] = [KEY]
    return made
