"""The input model of an action, read from its signature."""

import inspect
from collections.abc import Callable
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.alias_generators import to_camel

from app.core.actions.naming import with_record

RESERVED = {"copy", "schema", "json", "dict", "model_config"}
CONFIG = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)


def input_model(name: str, fn: Callable[..., Any], hints: dict[str, Any]) -> type[BaseModel]:
    """A model with one field a parameter after session and actor; unknown fields are refused, camelCase is taken too.

    `**fields: Unpack[SomeTypedDict]` gives one field a key, so that only the keys given reach the function.
    """
    fields: dict[str, Any] = {}
    for parameter in list(inspect.signature(fn).parameters.values())[2:]:
        if parameter.name in RESERVED:
            raise ValueError(f"{name}: a parameter may not be called {parameter.name}.")
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            fields |= _named(hints[parameter.name])
            continue
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[parameter.name] = (hints[parameter.name], default)
    fields = {key: (with_record(name, key, hint, fields), preset) for key, (hint, preset) in fields.items()}
    title = "".join(part.capitalize() for part in name.replace("_", ".").split("."))
    return create_model(f"{title}Input", __config__=CONFIG, **fields)


def _named(hint: Any) -> dict[str, Any]:
    shape = get_args(hint)[0]
    types = get_type_hints(shape, include_extras=True)
    return {key: (kind, ... if key in shape.__required_keys__ else None) for key, kind in types.items()}
