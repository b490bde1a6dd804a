"""The JSON body of a call, taken apart with care: nothing a caller sends may end in a 500."""

import json
from typing import Any, NoReturn, cast

from fastapi import Request

from app.core.errors import AppError, Invalid, TooLarge

LARGEST = 1_000_000


class WrongType(AppError):
    """The body is of a media type that is not taken here."""

    status = 415


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


async def _bytes(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge(f"The request is larger than {LARGEST:,} bytes; nothing was saved.")
    return bytes(body)


async def json_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body, {} for an empty body.

    Raises WrongType for other media types, TooLarge above 1 MB, Invalid for all that is no JSON object.
    """
    raw = await _bytes(request)
    if not raw.strip():
        return {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise WrongType("Send the body as application/json.")
    try:
        parsed: object = json.loads(raw.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Invalid("The body is not valid JSON in UTF-8; nothing was saved.") from None
    if not isinstance(parsed, dict):
        raise Invalid("The body must be a JSON object; nothing was saved.")
    return cast(dict[str, Any], parsed)
