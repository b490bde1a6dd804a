"""Work that dies at a boundary: `mortal.main()` reads "LIMIT TRACE" lines and does all that is due in a forked process.

A boundary is a moment just before or after a commit that wrote, a call of Redis, of HTTP or of SMTP. At the one of the
number LIMIT the process is gone (os._exit), as if its power had been cut. TRACE is a file of the boundaries it came to.
"""

import os
import smtplib
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import redis
import redis.client
from sqlalchemy import func, update
from sqlalchemy.engine.default import DefaultDialect
from sqlmodel import col

from app.core.db import house_session
from app.core.events.dispatch import dispatch
from app.core.http import resolve
from app.core.queue import Job
from app.core.queue.lease import reap
from jobs.heartbeat import Heartbeat
from jobs.worker import drain

ENDLESS = 50
DEAD = 9
CALLS: list[tuple[Any, str, str]] = [
    (redis.Redis, "execute_command", "redis"),
    (redis.client.Pipeline, "execute", "redis"),
    (httpx.Client, "send", "http"),
    (smtplib.SMTP, "data", "smtp"),
]
WROTE = "select pg_current_xact_id_if_assigned() is not null"


class Boundaries:
    """Counts the boundaries of the main thread, and dies at one of them."""

    def __init__(self, limit: int, trace: str) -> None:
        self.limit, self.count = limit, 0
        self.trace = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)

    def reach(self, name: str) -> None:
        """Come to a boundary."""
        if threading.current_thread() is not threading.main_thread():
            return
        self.count += 1
        os.write(self.trace, f"{name}\n".encode())
        if self.count == self.limit:
            os._exit(DEAD)

    def around_all(self) -> None:
        """Put boundaries wherever there are any."""
        self.around_commits()
        for owner, method, name in CALLS:
            self.around(owner, method, name)

    def around(self, owner: Any, method: str, name: str) -> None:
        """Put a boundary before and after each call of a method; the call itself is the real one."""
        real: Callable[..., Any] = getattr(owner, method)

        def between(*given: Any, **named: Any) -> Any:
            self.reach(f"before {name}")
            answer = real(*given, **named)
            self.reach(f"after {name}")
            return answer

        setattr(owner, method, between)

    def around_commits(self) -> None:
        """The same around each commit of a transaction that wrote something."""
        real = DefaultDialect.do_commit

        def commit(dialect: DefaultDialect, connection: Any) -> None:
            wrote = bool(connection.cursor().execute(WROTE).fetchone()[0])
            if wrote:
                self.reach("before commit")
            real(dialect, connection)
            if wrote:
                self.reach("after commit")

        DefaultDialect.do_commit = commit  # type: ignore[method-assign]


class Dead(BaseException):
    """The end of a process, within a process that lives on."""


class Fate(Boundaries):
    """Death without end: from the boundary of that name and number on nothing is written, called or sent any more."""

    def __init__(self, name: str, limit: int) -> None:
        self.name, self.limit, self.count = name, limit, 0

    def reach(self, name: str) -> None:
        """Come to a boundary; beyond the last one there is none that can be passed."""
        if threading.current_thread() is not threading.main_thread():
            return
        self.count += name == self.name
        if self.count >= self.limit:
            raise Dead(name)


def die(name: str, limit: int, work: Callable[[], object]) -> bool:
    """Work until the boundary of that name ("before smtp") and number, at which all ends; whether it came as far."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "do_commit", DefaultDialect.do_commit)
        for owner, method, _ in CALLS:
            patch.setattr(owner, method, getattr(owner, method))
        fate = Fate(name, limit)
        fate.around_all()
        try:
            work()
        except Dead:
            return True
    return False


def lapse() -> None:
    """Let the leases of the dead run out, so that others have their jobs."""
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "processing").values(lease_until=func.now()))
    reap()


def _work() -> None:
    dispatch()
    for _ in range(ENDLESS):
        # In this order: events of the last pass over the runs, which counts as no job, are handed on too.
        if not drain() + dispatch():
            return
    raise AssertionError("There is no end to it.")


def _work_in_danger(limit: int, trace: str) -> None:
    # Its threads stayed behind.
    resolve._threads = ThreadPoolExecutor()
    seen = Boundaries(limit, trace)
    seen.around_all()
    _work()


def _forked(limit: int, trace: str) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _work_in_danger(limit, trace)
            code = 0
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _here() -> int:
    _work()
    # No process is forked while the heartbeat has anything in its hands.
    for thread in threading.enumerate():
        if isinstance(thread, Heartbeat):
            thread.join()
    return 0


def main() -> None:
    """One process for each line, one after the other; answers with the way each ended.

    With the LIMIT 0 the work is done in this very process, without boundaries.
    """
    for line in sys.stdin:
        limit, trace = line.split()
        code = _forked(int(limit), trace) if int(limit) else _here()
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()
