"""The processes at work in the storm: made at once, killed, frozen and woken."""

import contextlib
import os
import random
import signal
import time
from dataclasses import dataclass, field

import psutil

from app.chaos.nursery import Nursery

# One that was just woken is left alone for so long (seconds), so that it can try what it must not.
AWAKE = 1.5


@dataclass
class Hand:
    """One process at work."""

    number: int
    role: str
    frozen: float | None = None
    spared: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.number).status() != psutil.STATUS_ZOMBIE
        return False

    def send(self, what: signal.Signals) -> None:
        """Send it a signal; the dead feel nothing."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.number, what)


@dataclass
class Crew:
    """All of them, and how many there ought to be of each role."""

    nursery: Nursery
    wanted: dict[str, int]
    hands: list[Hand] = field(default_factory=list[Hand])

    def __enter__(self) -> "Crew":
        self.fill()
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self.hands:
            hand.send(signal.SIGKILL)

    def fill(self) -> None:
        """Put new ones in the places of the dead."""
        self.hands = [hand for hand in self.hands if hand.alive]
        for role, number in self.wanted.items():
            for _ in range(number - len(self._of(role))):
                self.hands.append(Hand(self.nursery.make(role), role))

    def kill(self, role: str) -> bool:
        """Kill one that is awake; returns whether there was one."""
        hand = self._chosen(role)
        if hand:
            hand.send(signal.SIGKILL)
            # Else it might be the one that is frozen next, which then is none.
            self.hands.remove(hand)
        return hand is not None

    def freeze(self, role: str, seconds: float) -> bool:
        """Stop one in the middle of what it does, for so long; returns whether there was one."""
        hand = self._chosen(role)
        if hand:
            hand.send(signal.SIGSTOP)
            hand.frozen = time.monotonic() + seconds
        return hand is not None

    def wake(self, *, all: bool = False) -> int:
        """Let those go on whose time is over, or all; returns how many."""
        now = time.monotonic()
        due = [hand for hand in self.hands if hand.frozen is not None and (all or hand.frozen <= now)]
        for hand in due:
            hand.send(signal.SIGCONT)
            hand.frozen, hand.spared = None, now + AWAKE
        return len(due)

    def _of(self, role: str) -> list[Hand]:
        # The frozen do no work: somebody else takes their place.
        return [hand for hand in self.hands if hand.role == role and hand.frozen is None]

    def _chosen(self, role: str) -> Hand | None:
        ready = [hand for hand in self._of(role) if hand.spared <= time.monotonic()]
        return random.choice(ready) if ready else None
