"""What a cell turned into: a value, or the reason why not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

Value = str | int | bool | date | Decimal | UUID | list[str] | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value of the field's kind, None for an empty cell; `note` tells what was read otherwise than written."""

    value: Value
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be taken, and what was probably meant."""

    reason: str
    suggestion: str | None = None

    def __str__(self) -> str:
        return f"{self.reason} – did you mean “{self.suggestion}”?" if self.suggestion else self.reason
