"""The worker: does what is due, and waits for a ticket when nothing is."""

import logging
import os
import socket

from app.core import logs
from app.core.db import dispose
from app.core.ids import new_id
from app.core.queue import Interrupted, registered_kinds
from app.core.queue.batch import run_light
from app.core.queue.claim import HEAVY, Claim, Claimer, give_back
from app.core.queue.execute import execute
from app.core.queue.wake import wake
from jobs import kinds, tickets
from jobs.children import Children
from jobs.drains import do_drains
from jobs.faults import AWAY, PAUSE, Outage, reason
from jobs.heartbeat import Heartbeat
from jobs.stopping import Stopping

log = logging.getLogger(__name__)

BATCH = 200
assert kinds


class Worker:
    """One worker with a name of its own, under which it holds its jobs."""

    def __init__(self, stopping: Stopping | None = None) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{str(new_id())[-6:]}"
        self.stopping = Stopping() if stopping is None else stopping
        self.claimer = Claimer(self.name)
        self.heart = Heartbeat(self.name)
        self.children = Children(self.heart)
        self.outage = Outage()

    def __enter__(self) -> "Worker":
        self.heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.children.end()
        except AWAY as error:
            log.warning("Jobs could not be given back (%s); their leases will run out", reason(error))
        self.heart.end()

    def run(self) -> None:
        """Work until told to stop; while the database is away it waits."""
        while not self.stopping:
            self._turn()

    def drain(self) -> int:
        """Do all that is due now; returns how many jobs were taken."""
        count = 0
        while not self.stopping:
            taken = self._pass()
            drained = self._guarded_drains()
            if not taken and not drained:
                break
            count += taken
        return count

    def _turn(self) -> None:
        try:
            self.children.look()
            self.drain()
        except AWAY as error:
            self.outage.note(error)
            self.stopping.wait(PAUSE)
        except Interrupted:
            return
        else:
            self.outage.over()
            if not self.stopping:
                tickets.wait(self.stopping)

    def _pass(self) -> int:
        batch = self.claimer.claim(BATCH, without=_isolated() if self.children.full else [])
        lights = {known.name for known in registered_kinds() if known.light}
        light = [job for job in batch if job.job_type in lights]
        rest = [job for job in batch if job.job_type not in lights]
        if len(light) >= BATCH or len(rest) >= HEAVY:
            wake()
        self.heart.wait(rest)
        self.heart.hold(light)
        self._light(light)
        self._rest(rest)
        return len(batch)

    def _guarded_drains(self) -> int:
        self.stopping.working = True
        try:
            return do_drains(self.stopping)
        finally:
            self.stopping.working = False

    def _light(self, batch: list[Claim]) -> None:
        left = {job.id: job for job in batch}
        self.stopping.working = True
        try:
            for over in run_light(batch):
                self.heart.drop(over)
                for job in over:
                    left.pop(job.id)
                if self.stopping:
                    break
        finally:
            self.stopping.working = False
            self.heart.drop(left.values())
            give_back(list(left.values()))

    def _rest(self, batch: list[Claim]) -> None:
        # Those in processes of their own first: they do not wait for the others.
        left = sorted(batch, key=lambda job: job.job_type not in _isolated())
        try:
            while left and not self.stopping:
                if self.heart.begin(left[0]):
                    self._one(left[0])
                left.pop(0)
        finally:
            self.heart.drop(left)
            give_back(left)

    def _one(self, job: Claim) -> None:
        if job.job_type in _isolated():
            self._apart(job)
            return
        self.stopping.working = True
        try:
            execute(job)
        finally:
            self.stopping.working = False
            self.heart.drop([job])

    def _apart(self, job: Claim) -> None:
        if not self.children.full:
            self.children.start(job)
            return
        self.heart.drop([job])
        give_back([job])


def _isolated() -> list[str]:
    return [known.name for known in registered_kinds() if known.isolated]


def drain() -> int:
    """What a ticket asks for, also of a plain `rq worker`: do all that is due now."""
    with Worker() as worker:
        count = worker.drain()
        worker.children.finish()
    return count


def main() -> None:
    """Run a worker until SIGTERM or SIGINT."""
    logs.configure()
    with Worker(Stopping().listen()) as worker:
        log.info("Worker %s is ready", worker.name)
        worker.run()
    dispose()
    log.info("Worker %s has stopped", worker.name)


if __name__ == "__main__":
    main()
