"""Isolated jobs: each in a process of its own, with its time limit, killed when it has to be.

They are forked from one process beside the worker that has read all the code and does nothing else: such a job starts
in milliseconds instead of seconds, and shares the memory of the code.
"""

import contextlib
import logging
import os
import signal
import time
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import ForkServerProcess

from app.core.queue import find_kind
from app.core.queue.claim import Claim, asked_to_stop, give_back
from app.core.queue.errors import LostLease
from app.core.queue.execute import too_long
from app.core.queue.finish import cancel, fail
from jobs import isolated
from jobs.faults import AWAY, reason
from jobs.heartbeat import Heartbeat

log = logging.getLogger(__name__)

MOST = 2
# How long a job that was asked to stop may take to reach its next step.
PATIENCE = 10.0
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([isolated.__name__])


@dataclass
class Child:
    """One running process and the job it does."""

    claim: Claim
    process: ForkServerProcess
    limit: float
    began: float = field(default_factory=time.monotonic)
    asked: float | None = None


class Children:
    """The isolated jobs of one worker."""

    def __init__(self, heart: Heartbeat) -> None:
        self._heart = heart
        self._running: list[Child] = []

    def __len__(self) -> int:
        return len(self._running)

    @property
    def full(self) -> bool:
        """Whether no further one may start now."""
        return len(self._running) >= MOST

    def start(self, claim: Claim) -> None:
        """Run the job in a process of its own; it writes its end itself."""
        known = find_kind(claim.job_type)
        given = (known.run.__module__, claim.id, claim.fence, dict(os.environ))
        process = FORKING.Process(target=isolated.main, args=given, daemon=True)
        process.start()
        self._running.append(Child(claim, process, known.time_limit))

    def look(self) -> None:
        """Reap those that ended, kill those over their time or deaf to a stop."""
        for child in list(self._running):
            try:
                if self._over(child):
                    self._forget(child)
            except LostLease:
                _kill(child.process)
                self._forget(child)
            except AWAY as error:
                log.warning("Cannot settle %s yet: %s", child.claim.id, reason(error))

    def end(self) -> None:
        """Kill all and give their jobs back."""
        for child in self._running:
            _kill(child.process)
        give_back([child.claim for child in self._running])
        self._running.clear()

    def finish(self) -> None:
        """Wait until all have ended."""
        while self._running:
            connection.wait([child.process.sentinel for child in self._running], timeout=0.1)
            self.look()

    def _forget(self, child: Child) -> None:
        self._running.remove(child)
        self._heart.drop([child.claim])

    def _over(self, child: Child) -> bool:
        code = child.process.exitcode
        if code is not None:
            if code != 0:
                fail(child.claim, f"Its process ended in the middle ({_cause(code)}).")
            return True
        if time.monotonic() - child.began > child.limit:
            _kill(child.process)
            fail(child.claim, too_long(child.claim))
            return True
        return self._stopped(child)

    def _stopped(self, child: Child) -> bool:
        if child.asked is None and asked_to_stop(child.claim):
            child.asked = time.monotonic()
        if child.asked is None or time.monotonic() - child.asked < PATIENCE:
            return False
        _kill(child.process)
        cancel(child.claim)
        return True


def _kill(process: ForkServerProcess) -> None:
    # Its whole group where it has one by now, else itself.
    assert process.pid
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
