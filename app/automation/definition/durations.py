"""Lengths of time as people write them: 30s, 1h, 3d, 1d12h."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

from app.core.errors import Invalid

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
LONGEST = timedelta(days=3_660)
_WHOLE = re.compile(r"(?:\d{1,9}[smhdw])+")
_PIECE = re.compile(r"(\d+)([smhdw])")


def span(text: str) -> timedelta:
    """How long "1d12h" is; "immediate" is no time. Raises Invalid."""
    bare = text.strip().lower().replace(" ", "")
    if bare == "immediate":
        return timedelta(0)
    if not _WHOLE.fullmatch(bare):
        raise Invalid(f"{text[:40]!r} is no length of time; write 30s, 15m, 1h, 3d, 2w or 1d12h.")
    length = sum(int(count) * SECONDS[unit] for count, unit in _PIECE.findall(bare))
    if length > LONGEST.total_seconds():
        raise Invalid(f"{text[:40]!r} is longer than ten years.")
    return timedelta(seconds=length)


def told(length: timedelta) -> str:
    """The length in its largest units: 1d12h."""
    rest, parts = int(length.total_seconds()), ""
    for unit in "wdhms":
        count, rest = divmod(rest, SECONDS[unit])
        parts += f"{count}{unit}" if count else ""
    return parts or "0s"


def _checked(text: str) -> str:
    try:
        span(text)
    except Invalid as error:
        raise ValueError(error.message) from None
    return text


def _templated(text: str) -> str:
    return text if "{{" in text else _checked(text)


Duration = Annotated[str, AfterValidator(_checked)]
# A length of time, or a Liquid template that gives one when the step is reached.
LooseDuration = Annotated[str, AfterValidator(_templated)]
