"""What no action takes, whatever its signature: NUL bytes, broken Unicode, texts beyond all measure."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from app.core.errors import Invalid, TooLarge

LONGEST_TEXT = 100_000
DEEPEST = 20


def validate(model: type[BaseModel], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as typed values by parameter name; raises Invalid with one reason a field, or TooLarge."""
    for name, value in arguments.items():
        _sift(name, value, 0)
    try:
        parsed = model.model_validate(dict(arguments))
    except ValidationError as error:
        raise Invalid("Some fields need another look; nothing was saved.", fields=_reasons(error)) from None
    return {name: getattr(parsed, name) for name in parsed.model_fields_set}


def _reasons(error: ValidationError) -> dict[str, str]:
    return {
        # What our own checks say is a whole sentence.
        ".".join(map(str, item["loc"])) or "body": item["msg"].removeprefix("Value error, ")
        for item in error.errors(include_url=False)
    }


def _sift(field: str, value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid("The input is nested too deeply.", fields={field: "nested too deeply"})
    if isinstance(value, str):
        _sift_text(field, value)
    elif isinstance(value, Mapping):
        for key, item in cast(Mapping[Any, Any], value).items():
            _sift(field, key, depth + 1)
            _sift(field, item, depth + 1)
    elif isinstance(value, list | tuple | set):
        for item in cast(list[Any], value):
            _sift(field, item, depth + 1)


def _sift_text(field: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"A text may have at most {LONGEST_TEXT:,} characters.", fields={field: f"has {len(text):,}"})
    if "\0" in text:
        raise Invalid("A NUL character cannot be stored; remove it.", fields={field: "holds a NUL character"})
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("The text is not valid Unicode.", fields={field: "holds half a character"}) from None
