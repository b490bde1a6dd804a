"""Server processes that end when the one that started them ends, however it ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from app.core.embedded.account import account

PR_SET_PDEATHSIG = 1
_libc: ctypes.CDLL | None = ctypes.CDLL(None) if sys.platform == "linux" else None


def tied(death: signal.Signals, parent: int | None = None) -> Callable[[], None] | None:
    """Return what a new process runs first so that the system sends it the signal when its parent dies.

    `parent` is this process unless told otherwise. Only Linux can; elsewhere the next start stops what was left
    behind. Spawn from the main thread: the tie is to it.
    """
    libc, parent = _libc, os.getpid() if parent is None else parent
    if libc is None:
        return None

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(death))
        if os.getppid() != parent:
            os.kill(os.getpid(), death)

    return tie


def spawn(
    command: Sequence[str | Path],
    output: int | IO[bytes],
    death: signal.Signals = signal.SIGTERM,
    as_account: bool = False,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own (Ctrl-C does not reach it), its output going to one place."""
    owner = account() if as_account else None
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=tied(death),
        env=env,
        cwd=folder,
        user=owner.uid if owner else None,
        group=owner.gid if owner else None,
        extra_groups=[] if owner else None,
    )


def stop(process: subprocess.Popen[bytes], ask: signal.Signals, patience: float) -> None:
    """Ask a process to end, wait so many seconds, then kill its whole group."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(ask)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process and its children, and reap it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
