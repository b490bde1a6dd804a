"""What of inputs and outputs is kept in the log: JSON, within bounds."""

from functools import lru_cache
from typing import Any, cast

from pydantic_core import to_json, to_jsonable_python

LARGEST = 20_000
SECRET = ("authorization", "password", "secret", "token", "api-key", "apikey", "cookie")


def plain(value: Any) -> Any:
    """The value as JSON knows it; no text in it holds what the database takes for no text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value.replace("\0", "")
    made = to_jsonable_python(value, fallback=str, inf_nan_mode="strings")
    return _clean(made)


def shown(value: Any) -> Any:
    """The value for the log: what is secret by its name is hidden, what is too large is cut."""
    if value is None:
        return None
    made = _hidden(plain(value))
    text = to_json(made)
    return made if len(text) <= LARGEST else {"cut": text[:LARGEST].decode(errors="ignore")}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "") if "\0" in value else value
    if isinstance(value, dict):
        return {str(_clean(key)): _clean(held) for key, held in cast(dict[Any, Any], value).items()}
    return [_clean(held) for held in cast(list[Any], value)] if isinstance(value, list) else value


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        parts = cast(dict[str, Any], value).items()
        return {key: "•••" if _secret(key) and held else _hidden(held) for key, held in parts}
    return [_hidden(held) for held in cast(list[Any], value)] if isinstance(value, list) else value


@lru_cache(maxsize=4_096)
def _secret(name: str) -> bool:
    return any(word in name.lower().replace("_", "-") for word in SECRET)
