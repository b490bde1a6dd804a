"""Where workers and dispatchers come from: a process of its own, forked from that of the storm before this has threads.

What they are forked from has read all the code, done some of the work and compiled its statements: one killed each
second could otherwise do nothing but start.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import Pipe, get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path

from app.chaos.forking import beside
from app.chaos.peer import work as peer
from app.core.embedded.child import tied
from jobs import dispatcher, worker

ROLES: dict[str, Callable[[], None]] = {"worker": worker.main, "dispatcher": dispatcher.main, "peer": peer}


class Nursery:
    """Makes processes as long as the block runs; what it made then ends with it."""

    def __init__(self, folder: Path) -> None:
        self._asking, asked = Pipe()
        given = (asked, folder, os.getpid())
        self._process = get_context("fork").Process(target=_serve, args=given)

    def __enter__(self) -> "Nursery":
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def make(self, role: str) -> int:
        """Make one of that role; returns the number of the process."""
        self._asking.send(role)
        return self._asking.recv()


def _serve(asked: "Connection[int, str]", folder: Path, storm: int) -> None:
    os.setsid()
    _tie(storm)
    # So that the dead need no burial.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Else each worker would start one of its own.
    resource_tracker.ensure_running()
    here = os.getpid()
    while True:
        role = asked.recv()
        number = os.fork()
        if number == 0:
            _be(role, folder, here)
        asked.send(number)


def _be(role: str, folder: Path, nursery: int) -> None:
    code = 1
    try:
        _tie(nursery)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _redirect(folder / f"{role}.log")
        if role == "worker":
            beside(folder / f"{os.getpid()}.forks")
        ROLES[role]()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        # Straight out: this is no end of the process it was forked from.
        sys.stderr.flush()
        os._exit(code)


def _tie(parent: int) -> None:
    if tie := tied(signal.SIGKILL, parent):
        tie()


def _redirect(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
