"""The values whose text may be taken: nothing else in a scope is ever asked what it is."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from liquid.exceptions import FilterArgumentError

PLAIN = str | int | float | Decimal | UUID | date | time
LONGEST = 40


def text(value: Any) -> str:
    """The text of a plain value; raises LiquidError for none, for groups and for anything else."""
    if not isinstance(value, PLAIN):
        raise FilterArgumentError("this is no text", token=None)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def quoted(value: Any) -> str:
    """The beginning of a value as an error may show it."""
    return f"“{text(value)[:LONGEST]}”" if isinstance(value, PLAIN) else "this"
