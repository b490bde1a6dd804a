"""The input model of an action, read from its signature."""

import inspect
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.alias_generators import to_camel

RESERVED = {"copy", "schema", "json", "dict", "model_config"}
CONFIG = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)


def input_model(name: str, fn: Callable[..., Any], hints: dict[str, Any]) -> type[BaseModel]:
    """A model with one field a parameter after session and actor; unknown fields are refused, camelCase is taken too."""
    fields: dict[str, Any] = {}
    for parameter in list(inspect.signature(fn).parameters.values())[2:]:
        if parameter.name in RESERVED:
            raise ValueError(f"{name}: a parameter may not be called {parameter.name}.")
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[parameter.name] = (hints[parameter.name], default)
    title = "".join(part.capitalize() for part in name.replace("_", ".").split("."))
    return create_model(f"{title}Input", __config__=CONFIG, **fields)
