"""What a source sends, read with care: JSON or a form, and what its fields look like."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast
from urllib.parse import parse_qsl

from app.core.errors import Invalid
from app.integrations.rows import Seen

DEEPEST = 20
MOST_FIELDS = 200
SECRETIVE = {"authorization", "cookie", "proxy-authorization", "x-api-key", "x-forwarded-for", "x-real-ip", "forwarded"}
LONGEST_HEADER = 500


def read(body: bytes, media_type: str) -> dict[str, Any]:
    """The payload as an object; another JSON value stands under `value`. Raises Invalid."""
    kind = media_type.split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _form(body)
    try:
        parsed: Any = json.loads(body.decode(), parse_constant=_no_constant) if body.strip() else {}
    except (ValueError, RecursionError):
        raise Invalid("The body is neither JSON in UTF-8 nor a form.") from None
    _check(parsed, 0)
    return cast(dict[str, Any], parsed) if isinstance(parsed, dict) else {"value": parsed}


def _form(body: bytes) -> dict[str, Any]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=1_000)
    except ValueError:
        raise Invalid("The form cannot be read.") from None
    made: dict[str, Any] = {}
    for name, text in pairs:
        _check(text, 0)
        made[name] = text if name not in made else [*_many(made[name]), text]
    return made


def _many(value: Any) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else [value]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid("The payload is nested too deeply.")
    if isinstance(value, str):
        # A half character or NUL cannot be stored.
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Invalid("The payload holds characters that cannot be stored.")
    elif isinstance(value, dict):
        for name, item in cast(dict[str, Any], value).items():
            _check(name, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in cast(list[Any], value):
            _check(item, depth + 1)


def told_headers(headers: Mapping[str, str], secret_header: str) -> dict[str, str]:
    """The headers worth keeping, without those that carry secrets."""
    hidden = SECRETIVE | {secret_header.lower()}
    return {name: text[:LONGEST_HEADER].replace("\0", "") for name, text in headers.items() if name not in hidden}


def fields_of(payloads: Iterable[Mapping[str, Any]]) -> list[Seen]:
    """Every field of some payloads, by dotted path, with a value it had."""
    seen: dict[str, Seen] = {}
    for payload in payloads:
        for path, value in _walk(payload, ""):
            if path not in seen and len(seen) < MOST_FIELDS:
                seen[path] = Seen(path, _type(value), json.dumps(value, ensure_ascii=False)[:80])
    return [seen[path] for path in sorted(seen)]


def _walk(value: Any, path: str) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for name, item in cast(Mapping[str, Any], value).items():
            yield from _walk(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        yield from _walk(value[0], f"{path}[0]")
    elif path:
        yield path, value


def _type(value: Any) -> str:
    names = {bool: "yes or no", int: "number", float: "number", str: "text", list: "list", dict: "object"}
    return names.get(type(value), "empty")
