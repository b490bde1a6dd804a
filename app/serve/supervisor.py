"""Keeps all parts of Steward running, and stops all of them together."""

import logging
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType

from app.core.embedded import StartError
from app.serve.part import Command, Part

log = logging.getLogger(__name__)
LOOK_EVERY = 0.2
LONGEST_PAUSE = 30.0
SETTLED_AFTER = 60.0


@dataclass
class Health:
    """How often a part crashed in a row, and when it may be started again (seconds of the monotonic clock)."""

    since: float
    crashes: int = 0
    again_at: float | None = None

    def crashed(self, now: float) -> float:
        """Note a crash; returns the pause before the next start, twice as long at each crash in a row."""
        self.crashes = 1 if now - self.since > SETTLED_AFTER else self.crashes + 1
        pause = min(0.5 * 2 ** (self.crashes - 1), LONGEST_PAUSE)
        self.again_at = now + pause
        return pause


class Supervisor:
    """Starts parts in order, restarts those that crash, and stops them in reverse order."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.parts = dict(parts)
        self.health: dict[str, Health] = {}
        self.ending = threading.Event()

    def heed_signals(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal end the supervision."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)

    def start(self, *names: str) -> None:
        """Start the named parts. Raises StartError."""
        for name in names:
            self.parts[name].start()
            self.health[name] = Health(time.monotonic())

    def watch(self) -> None:
        """Restart what crashes until the end is asked for."""
        while not self.ending.wait(LOOK_EVERY):
            self.look()

    def look(self) -> None:
        """Look once at every started part."""
        for name in self.health:
            self._look_at(name)

    def stop(self) -> None:
        """Stop all started parts, the last started first; commands end side by side."""
        for name in self.health:
            part = self.parts[name]
            if isinstance(part, Command):
                part.ask()
        for name in reversed(self.health):
            self.parts[name].stop()
        self.health.clear()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending.set()

    def _look_at(self, name: str) -> None:
        part, health, now = self.parts[name], self.health[name], time.monotonic()
        if health.again_at is None:
            if not part.alive():
                log.warning("%s has stopped; it starts again in %.1f s", name, health.crashed(now))
        elif now >= health.again_at:
            self._restart(name, part, health)

    def _restart(self, name: str, part: Part, health: Health) -> None:
        try:
            part.start()
        except StartError as error:
            log.error("%s: %s; next try in %.1f s", name, error, health.crashed(time.monotonic()))
        else:
            health.since, health.again_at = time.monotonic(), None
