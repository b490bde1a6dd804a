"""Asking for the work of the storm while it blows, each portion exactly once."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from redis import RedisError
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from app.chaos import peer
from app.chaos.kinds import chain, light, plain, units
from app.chaos.tables import Fed
from app.core.actor import house
from app.core.db import Session, open_session
from app.core.events.post import post
from app.core.queue import enqueue_many

log = logging.getLogger(__name__)

EVENT = "chaos.happened"
PORTIONS = 100


@dataclass(frozen=True)
class Scale:
    """How much work there is; `peers` is how many jobs RQ gets."""

    jobs: int
    runs: int
    units: int
    peers: int

    @property
    def chains(self) -> int:
        """Jobs that ask for another one; they are counted among `jobs`, with what they ask for."""
        return self.jobs // 20

    @property
    def plains(self) -> int:
        """Jobs in a transaction of their own."""
        return self.jobs // 5

    @property
    def lights(self) -> int:
        """Jobs that are done many to a transaction."""
        return self.jobs - self.plains - 2 * self.chains - self.units


class Feeder(threading.Thread):
    """Feeds all of it in a hundred portions over so many seconds."""

    def __init__(self, tenant_id: UUID, scale: Scale, seconds: float) -> None:
        super().__init__(name="feeder", daemon=True)
        self.tenant_id, self.scale, self.seconds = tenant_id, scale, seconds
        self.given_to_peer = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Feed, and try again what could not be fed."""
        began = time.monotonic()
        for number in range(PORTIONS):
            time.sleep(max(0.0, began + number * self.seconds / PORTIONS - time.monotonic()))
            _insist(lambda number=number: self.feed(number))
            self._feed_peer(number)
        self.over.set()

    def feed(self, number: int) -> None:
        """Ask for our part of one portion, unless that was done."""
        with open_session(house(self.tenant_id)) as session:
            if _is_new(session, f"portion {number}"):
                self._ask(session, number)

    def _ask(self, session: Session, number: int) -> None:
        scale = self.scale
        for known, count in ((light, scale.lights), (plain, scale.plains), (chain, scale.chains)):
            enqueue_many(session, known, [{"n": n + 1} for n in _part(count, number)])
        # Late, for a job over which twenty workers died is given up, and these take longest.
        late = _part(scale.units, number - PORTIONS // 2, PORTIONS // 2)
        enqueue_many(session, units, [{"n": n + 1} for n in late])
        for n in _part(scale.runs, number):
            post(session, EVENT, {"n": n + 1}, key=str(n))

    def _feed_peer(self, number: int) -> None:
        for n in _part(self.scale.peers, number):
            _insist(lambda n=n: peer.ask(n))
            self.given_to_peer += 1


def _part(count: int, number: int, portions: int = PORTIONS) -> range:
    """The numbers (from 0) that belong to one portion."""
    return range(count * number // portions, count * (number + 1) // portions) if number >= 0 else range(0)


def _is_new(session: Session, portion: str) -> bool:
    fresh = insert(Fed).values(portion=portion).on_conflict_do_nothing().returning(Fed.portion)
    return session.execute(fresh).first() is not None


def _insist(feed: Callable[[], None]) -> None:
    """Until it is known to stand: a commit whose answer was lost is found by its mark, a job of RQ by its id."""
    while True:
        try:
            return feed()
        except (SQLAlchemyError, RedisError, OSError) as error:
            log.debug("Not fed yet: %s", error)
            time.sleep(0.2)
