"""The thread that holds on to a worker's jobs while the worker lives, and says what the worker does."""

import logging
import threading
import time
from collections.abc import Iterable
from uuid import UUID

from app.core.queue.beats import beat, leave
from app.core.queue.claim import Claim, give_back
from app.core.queue.lease import extend
from app.core.queue.statistics import statistics
from jobs.faults import AWAY, reason

log = logging.getLogger(__name__)

BEAT = 1.0
# When one job takes longer than this, the rest of its batch is given back for others to take.
PATIENCE = 1.0
# How long the last beat may take.
LAST = 2.0


class Heartbeat(threading.Thread):
    """Extends the leases of what a worker holds every second until `end`.

    Only of what it really holds: a job whose end could not be written, the database being away, must lapse.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._worker = name
        self._held: dict[UUID, Claim] = {}
        self._waiting: dict[UUID, Claim] = {}
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._over = threading.Event()

    def wait(self, claims: Iterable[Claim]) -> None:
        """Keep these alive from now on, though none has begun."""
        with self._lock:
            self._waiting.update({claim.id: claim for claim in claims})
            self._began = time.monotonic()

    def hold(self, claims: Iterable[Claim]) -> None:
        """Keep these alive from now on, for they begin together."""
        with self._lock:
            self._held.update({claim.id: claim for claim in claims})

    def begin(self, claim: Claim) -> bool:
        """Note that this one begins now; False where it was given back meanwhile and must not."""
        with self._lock:
            self._began = time.monotonic()
            mine = self._waiting.pop(claim.id, None)
            if mine:
                self._held[claim.id] = claim
        return mine is not None

    def drop(self, claims: Iterable[Claim]) -> None:
        """Let go of these."""
        with self._lock:
            for claim in claims:
                self._held.pop(claim.id, None)
                self._waiting.pop(claim.id, None)

    def run(self) -> None:
        """Beat until told to end; while the database is away the leases may run out, which is what they are for."""
        while True:
            try:
                give_back(self._overdue())
                extend(self._all())
                beat(self._worker, "worker", statistics.done, list(self._held.values()))
                statistics.flush()
            except AWAY as error:
                log.warning("No heartbeat: %s", reason(error))
            if self._over.wait(BEAT):
                return

    def _overdue(self) -> list[Claim]:
        with self._lock:
            if time.monotonic() - self._began < PATIENCE:
                return []
            rest = list(self._waiting.values())
            self._waiting.clear()
            return rest

    def _all(self) -> list[Claim]:
        with self._lock:
            return [*self._held.values(), *self._waiting.values()]

    def end(self) -> None:
        """Stop beating, and say so; a beat on its way would bring back the one that has left."""
        self._over.set()
        self.join(LAST)
        try:
            statistics.flush()
            leave(self._worker)
        except AWAY as error:
            log.warning("Could not sign off: %s", reason(error))
