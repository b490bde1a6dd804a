"""Values of the house as they go over the wire: fields of rows in camelCase, everything else as JSON has it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from pydantic_core import to_jsonable_python

PLAIN = (str, int, float, bool, type(None))


def to_wire(value: Any) -> Any:
    """JSON-able data; names of dataclass and model fields become camelCase, keys of mappings stay as they are."""
    if isinstance(value, PLAIN):
        return to_jsonable_python(value, inf_nan_mode="null")
    if is_dataclass(value) and not isinstance(value, type):
        return {to_camel(item.name): to_wire(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, BaseModel):
        return {to_camel(name): to_wire(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        pairs = cast(Mapping[Any, Any], value)
        return {str(to_jsonable_python(key)): to_wire(item) for key, item in pairs.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_wire(item) for item in cast(list[Any], value)]
    return to_jsonable_python(value)


def camel_schema(schema: Any) -> Any:
    """A JSON schema with the names of its properties in camelCase, to match `to_wire`."""
    if isinstance(schema, list):
        return [camel_schema(item) for item in cast(list[Any], schema)]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for key, item in cast(dict[str, Any], schema).items():
        if key == "properties":
            made[key] = {to_camel(name): camel_schema(part) for name, part in item.items()}
        elif key == "required":
            made[key] = [to_camel(name) for name in item]
        elif key in {"default", "example", "examples", "enum", "const"}:
            made[key] = item
        else:
            made[key] = camel_schema(item)
    return made
