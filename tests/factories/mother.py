"""Real processes without the seconds that reading the code takes: each is forked from one that has read all of it.

A worker that tests start, kill or freeze is a process of its own with connections of its own; only its start is short.
`main()` is the mother: it reads a line of JSON for each child to bear and each to ask for, and answers with one.
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.settings import CHECKOUT, settings

PROGRAM = "import jobs.dispatcher, jobs.worker; from tests.factories.mother import main; main()"


class Mother:
    """The process that bears the others."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **what: object) -> Any:
        """Its answer to one line."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def bear(self, main: str, log: Path, modules: Sequence[str] = ()) -> "Child":
        """A process in a session of its own that imports the modules, runs `module:function` and logs to the file."""
        log.touch()
        return Child(self, self.ask(main=main, log=str(log), modules=list(modules), env=dict(os.environ)))

    def end(self) -> None:
        """End it and all that it bore."""
        with self._process:
            self._process.communicate()


class Child:
    """One of its processes, as subprocess.Popen shows them."""

    def __init__(self, mother: Mother, pid: int) -> None:
        self.mother, self.pid = mother, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended (a signal is negative), None while it runs."""
        if self.returncode is None:
            self.returncode = self.mother.ask(pid=self.pid)
        return self.returncode

    def wait(self, seconds: float = 60) -> int:
        """How it ended, once it has; raises TimeoutError."""
        limit = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > limit:
                raise TimeoutError(f"Process {self.pid} does not end.")
            time.sleep(0.01)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


@contextmanager
def mother() -> Iterator[Mother]:
    """Yield a mother; she and all that she bore are gone after the block."""
    made = Mother()
    try:
        yield made
    finally:
        made.end()


def _live(main: str, log: str, modules: list[str], env: dict[str, str]) -> int:
    os.setsid()
    with open(os.devnull, "rb") as nothing, open(log, "ab") as output:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.environ.clear()
    os.environ.update(env)
    settings.cache_clear()
    for module in modules:
        importlib.import_module(module)
    module, name = main.split(":")
    getattr(importlib.import_module(module), name)()
    return 0


def _bear(given: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = _live(**given)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


class Nursery:
    """The children of this process, and how each ended."""

    def __init__(self) -> None:
        self._ends: dict[int, int | None] = {}

    def bear(self, **given: Any) -> int:
        """One more."""
        pid = _bear(given)
        self._ends[pid] = None
        return pid

    def look(self, pid: int) -> int | None:
        """How it ended, None while it runs."""
        if self._ends[pid] is None:
            found, status = os.waitpid(pid, os.WNOHANG)
            self._ends[pid] = os.waitstatus_to_exitcode(status) if found else None
        return self._ends[pid]

    def close(self) -> None:
        """Kill all that are left."""
        for pid in self._ends:
            if self.look(pid) is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)


def main() -> None:
    """Serve until the input ends."""
    children = Nursery()
    for line in sys.stdin:
        given = json.loads(line)
        answer = children.look(**given) if "pid" in given else children.bear(**given)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    children.close()
