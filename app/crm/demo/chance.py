"""Chance that falls the same way every time."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Seeded chance and the moments of the sample's year, all before `now`."""

    def __init__(self, now: datetime, seed: int = 236) -> None:
        self.now = now
        self._random = random.Random(seed)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return self._random.choice(items)

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One of the items, as often as its weight says."""
        return self._random.choices([item for item, _ in items], [weight for _, weight in items])[0]

    def chance(self, probability: float) -> bool:
        """True in this share of the calls."""
        return self._random.random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self._random.randint(low, high)

    def ago(self, fewest: int, most: int) -> datetime:
        """A moment in working hours between `fewest` and `most` days before now."""
        day = self.now - timedelta(days=self._random.randint(fewest, most))
        moment = day.replace(hour=self._random.randint(8, 17), minute=self._random.choice((0, 5, 15, 30, 40)), second=0)
        return min(moment, self.now - timedelta(minutes=self._random.randint(5, 300)))
