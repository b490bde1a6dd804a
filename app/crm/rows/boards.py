"""The deal board as others see it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class Sum:
    """Deals of one currency: how many, what they are worth in all, and what of it is likely."""

    currency: str
    count: int
    total: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class Card:
    """A deal on the board; `rotting` holds the reasons why it is going bad, none where it is not."""

    id: UUID
    name: str
    stage_id: UUID
    amount: Decimal | None
    currency: str
    company_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    next_step: str | None
    expected_on: date | None
    closed_at: datetime | None
    version: int
    rotting: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A stage with its first cards; `sums` has one entry a currency and covers every deal, shown or not."""

    stage_id: UUID
    name: str
    kind: str
    probability: int
    count: int
    sums: list[Sum]
    cards: list[Card]
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A pipeline with its lanes in order."""

    pipeline_id: UUID
    name: str
    lanes: list[Lane]


@dataclass(frozen=True, slots=True)
class LaneSums:
    """How many deals a stage holds and what they are worth, without its cards."""

    stage_id: UUID
    count: int
    sums: list[Sum]


@dataclass(frozen=True, slots=True)
class Part:
    """What a move changes of a board: the sums of some lanes, and the card that was moved."""

    lanes: list[LaneSums]
    card: Card | None
