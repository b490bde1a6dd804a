"""Who may get a lead, how that is decided, and what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Strategy = Literal["territory", "skill", "capacity", "round_robin"]
STRATEGIES: tuple[Strategy, ...] = ("territory", "skill", "capacity", "round_robin")


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get leads; `load` counts what they carry, `capacity` what they can."""

    id: UUID
    name: str
    skills: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    capacity: int = 50
    load: int = 0
    away: bool = False
    last_assigned_at: datetime | None = None

    @property
    def share(self) -> float:
        """The load as a share of the capacity; nobody can carry anything with a capacity of zero."""
        return self.load / self.capacity if self.capacity > 0 else float("inf")


@dataclass(frozen=True)
class Policy:
    """The strategies in the order they are asked.

    Without `capacity` full people get leads too; without `round_robin` whoever carries least gets the next one.
    """

    strategies: tuple[Strategy, ...] = STRATEGIES


@dataclass(frozen=True, slots=True)
class Considered:
    """A person and why they did not get the lead; None for the one who did."""

    person_id: UUID
    name: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets the lead, None for the queue, with the reason in plain words."""

    person_id: UUID | None
    reason: str
    considered: tuple[Considered, ...] = ()
