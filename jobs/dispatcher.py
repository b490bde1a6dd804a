"""The dispatcher: wakes workers for what is due, takes back what lapsed, hands on events, fires schedules.

Any number may run; what must happen once is decided in the database.
"""

import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.core import logs
from app.core.db import dispose, house_session
from app.core.events.dispatch import dispatch
from app.core.queue.beats import beat
from app.core.queue.claim import due
from app.core.queue.health import sample_depth
from app.core.queue.lease import reap
from app.core.queue.schedules import fire_due
from app.core.queue.wake import wake
from app.core.watching import watch
from jobs import kinds
from jobs.faults import AWAY, PAUSE, Outage
from jobs.nudge import Nudge
from jobs.stopping import Stopping

log = logging.getLogger(__name__)

assert kinds


@dataclass
class Duty:
    """Something to be done every so many seconds."""

    every: float
    do: Callable[[], object]
    next: float = 0.0

    def turn(self, now: float) -> None:
        """Do it if its time has come."""
        if now >= self.next:
            self.do()
            self.next = now + self.every


def poll() -> None:
    """Leave a ticket where a job is due, for the one left at its commit may be lost."""
    with house_session() as session:
        waits = due(session)
    if waits:
        wake()


def duties() -> list[Duty]:
    """All that a dispatcher does, the urgent first."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    return [
        Duty(0.0, dispatch),
        Duty(0.5, poll),
        Duty(2.0, reap),
        Duty(1.0, fire_due),
        Duty(1.0, partial(beat, name, "dispatcher", 0)),
        Duty(20.0, sample_depth),
        Duty(30.0, watch),
    ]


def run(stopping: Stopping) -> None:
    """Do its duties until told to stop; while the database is away it waits."""
    todo, outage = duties(), Outage()
    with Nudge() as nudge:
        while not stopping:
            try:
                for duty in todo:
                    duty.turn(time.monotonic())
                outage.over()
                nudge.wait(stopping)
            except AWAY as error:
                outage.note(error)
                stopping.wait(PAUSE)


def main() -> None:
    """Run a dispatcher until SIGTERM or SIGINT."""
    logs.configure()
    stopping = Stopping().listen()
    log.info("The dispatcher is ready")
    run(stopping)
    dispose()
    log.info("The dispatcher has stopped")


if __name__ == "__main__":
    main()
