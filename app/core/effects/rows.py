"""A sending as UI, API and automations see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.effects.models import Effect
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One sending; see the table for what its fields mean."""

    id: UUID
    key: str
    kind: str
    target: str
    request: dict[str, Any]
    state: str
    answer: dict[str, Any] | None
    error_message: Said | None
    waiter: str | None
    job_id: UUID | None
    tries: int
    note: str | None
    created_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class EffectPage:
    """Some sendings, newest first, and the cursor of the next ones."""

    items: list[EffectRow]
    next_cursor: str | None


def effect_row(effect: Effect) -> EffectRow:
    """The row of a sending."""
    return EffectRow(**{name: getattr(effect, name) for name in EffectRow.__slots__})
