"""How far an undo has come, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

Tick = Callable[[int, int], None]


def nobody_waits(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass
class Course:
    """`total` records are to be looked at; `tick` hears of each slice of them that is done."""

    total: int
    tick: Tick
    done: int = 0

    def advance(self, rows: int) -> None:
        """Note that so many more rows were written."""
        self.done = min(self.done + rows, self.total)
        self.tick(self.done, self.total)
