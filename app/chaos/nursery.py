"""`python -m app.chaos.nursery FOLDER`: makes a worker or dispatcher for each line it reads, and says its number.

They are forked from a process that has read all the code: one killed each second could otherwise do nothing but start.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from app.chaos import kinds
from app.chaos.peer import work as peer
from app.core.embedded.child import tied
from jobs import dispatcher, worker

assert kinds

ROLES: dict[str, Callable[[], None]] = {"worker": worker.main, "dispatcher": dispatcher.main, "peer": peer}


def main(folder: Path) -> None:
    """Serve until the other end closes; what was made then ends too."""
    # So that the dead need no burial.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    tie = tied(signal.SIGKILL)
    for line in sys.stdin:
        role = line.strip()
        number = os.fork()
        if number == 0:
            if tie:
                tie()
            _be(role, folder)
        _say(number)


def _be(role: str, folder: Path) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _redirect(folder / f"{role}.log")
        ROLES[role]()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        # Straight out: this is no end of the process it was forked from.
        sys.stderr.flush()
        os._exit(code)


def _redirect(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
