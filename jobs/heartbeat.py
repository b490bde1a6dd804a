"""The thread that holds on to a worker's jobs while the worker lives."""

import logging
import threading
from collections.abc import Iterable
from uuid import UUID

from app.core.queue.claim import Claim
from app.core.queue.lease import extend
from jobs.faults import AWAY

log = logging.getLogger(__name__)

BEAT = 3.0


class Heartbeat(threading.Thread):
    """Extends the leases of what a worker holds every three seconds until `end`.

    Only of what it really holds: a job whose end could not be written, the database being away, must lapse.
    """

    def __init__(self) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._held: dict[UUID, Claim] = {}
        self._over = threading.Event()

    def hold(self, claims: Iterable[Claim]) -> None:
        """Keep these alive from now on."""
        self._held.update({claim.id: claim for claim in claims})

    def drop(self, claim: Claim) -> None:
        """Let go of one."""
        self._held.pop(claim.id, None)

    def run(self) -> None:
        """Beat until told to end; while the database is away the leases may run out, which is what they are for."""
        while not self._over.wait(BEAT):
            try:
                extend(list(self._held.values()))
            except AWAY as error:
                log.warning("No heartbeat: %s", error)

    def end(self) -> None:
        """Stop beating."""
        self._over.set()
