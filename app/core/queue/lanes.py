"""Lanes: the jobs of one tenant, kind and priority that wait; and how a worker shares its hands among them."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Lane:
    """Jobs of one tenant (HOUSE for none), kind and priority."""

    priority: int
    lane: UUID
    job_type: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many jobs a worker may take from a lane."""

    lane: Lane
    size: int


@dataclass
class Budgets:
    """How many jobs may still be taken of a kind, and of a kind for one tenant; what is not named has no bound."""

    kinds: dict[str, int] = field(default_factory=dict[str, int])
    tenants: dict[tuple[str, UUID], int] = field(default_factory=dict[tuple[str, UUID], int])

    def spend(self, lane: Lane, size: int, alike: int) -> int:
        """So much of `size` as the bounds leave to this lane, one of `alike` lanes of its kind; they shrink by it."""
        kind, own = lane.job_type, (lane.job_type, lane.lane)
        if kind in self.kinds:
            size = min(size, self.kinds[kind], -(-self.kinds[kind] // alike))
        size = max(0, min(size, self.tenants.get(own, size)))
        if kind in self.kinds:
            self.kinds[kind] -= size
        if own in self.tenants:
            self.tenants[own] -= size
        return size


def shares(lanes: Sequence[Lane], most: int, budgets: Budgets) -> list[Share]:
    """What to take from each lane, the urgent first.

    Tenants of equal priority get equal shares, in an order drawn anew each time, so that none is always the last.
    """
    found: list[Share] = []
    for _, equals in groupby(lanes, key=lambda lane: lane.priority):
        level = list(equals)
        alike = Counter(lane.job_type for lane in level)
        sizes = ((lane, budgets.spend(lane, size, alike[lane.job_type])) for lane, size in _even(level, most))
        found += [Share(lane, size) for lane, size in sizes if size]
    return found


def _even(level: list[Lane], most: int) -> list[tuple[Lane, int]]:
    tenants: dict[UUID, list[Lane]] = {}
    for lane in level:
        tenants.setdefault(lane.lane, []).append(lane)
    each, order = -(-most // len(tenants)), list(tenants.values())
    random.shuffle(order)
    return [(lane, -(-each // len(own))) for own in order for lane in own]
