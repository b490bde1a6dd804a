"""Measurements as one JSON object."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value beside a peer where there is one, and the aim it is held against.

    Where lower is better the bounds are `largest…`, where higher is better `least…`.
    """

    name: str
    unit: str
    value: float
    peer: str | None = None
    peer_value: float | None = None
    aim: str | None = None
    largest_ratio: float | None = None
    largest: float | None = None
    least_ratio: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value in terms of the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def holds(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        ratio = self.ratio or 0
        bounds = [
            (self.largest, self.largest is None or self.value < self.largest),
            (self.largest_ratio, self.largest_ratio is None or ratio < self.largest_ratio),
            (self.least, self.least is None or self.value >= self.least),
            (self.least_ratio, self.least_ratio is None or ratio >= self.least_ratio),
        ]
        return all(held for _, held in bounds) if any(bound is not None for bound, _ in bounds) else None

    def told(self) -> dict[str, Any]:
        """The figure as the design names its parts."""
        shown = {name: asdict(self)[name] for name in ("name", "unit", "value", "peer", "peer_value", "aim")}
        rounded = {name: round(held, 3) if isinstance(held, float) else held for name, held in shown.items()}
        return {**rounded, "ratio": None if self.ratio is None else round(self.ratio, 2), "holds": self.holds}


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}


def show(bench: str, figures: Sequence[Figure]) -> None:
    """Print the one object of a bench."""
    told = {"bench": bench, "machine": machine(), "figures": [figure.told() for figure in figures]}
    print(json.dumps(told, indent=2))  # noqa: T201  # what a bench says is its result
