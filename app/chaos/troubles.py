"""What goes wrong in the storm, and when."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from app.chaos.crew import Crew
from app.chaos.ground import Ground
from app.core.queue.claim import LEASE

# A frozen worker's jobs must have been taken back, and done by others, when it wakes.
FREEZE = LEASE.total_seconds() + 4.0
DOWN = 1.5


@dataclass
class Storm:
    """Every second one of each role is killed; servers go and come, workers freeze and wake."""

    ground: Ground
    crew: Crew
    seen: Counter[str] = field(default_factory=Counter[str])

    def blow(self, seconds: float) -> None:
        """Let it blow for so long, and leave everything running and awake."""
        began, second = time.monotonic(), 0
        while time.monotonic() < began + seconds:
            self._second(second)
            second += 1
            time.sleep(max(0.0, began + second - time.monotonic()))
        self.ground.start()
        self.seen["woken"] += self.crew.wake(all=True)
        self.crew.fill()

    def _second(self, second: int) -> None:
        for role in self.crew.wanted:
            self.seen[f"{role} killed"] += self.crew.kill(role)
        self.seen["woken"] += self.crew.wake()
        for every, first, name, trouble in self._plan():
            if second % every == first:
                self.seen[name] += trouble() is not False
        self.crew.fill()

    def _plan(self) -> list[tuple[int, int, str, Callable[[], object]]]:
        """Each trouble with how often it comes (seconds), the second at which it does first, and its name."""
        return [
            (6, 3, "worker frozen", lambda: self.crew.freeze("worker", FREEZE)),
            (5, 2, "Redis flushed", self.ground.flush_redis),
            (11, 5, "Redis killed", lambda: self._gone(self.ground.break_redis)),
            (13, 8, "PostgreSQL stopped", lambda: self._gone(self.ground.break_postgres)),
        ]

    def _gone(self, take_away: Callable[[], None]) -> None:
        take_away()
        time.sleep(DOWN)
        self.ground.start()
