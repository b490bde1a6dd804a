"""Notes in `data/run/*.json` that tell other commands which server runs where."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Note:
    """A running server: its process, when that was started (seconds since 1970), and its address."""

    pid: int
    started: float
    url: str


def write(data: Path, name: str, pid: int, url: str) -> None:
    """Leave the note of a server that has just become ready."""
    note = Note(pid, psutil.Process(pid).create_time(), url)
    draft = data / "run" / f".{name}.json.{os.getpid()}"
    draft.write_text(json.dumps(asdict(note)))
    draft.replace(_path(data, name))


def read(data: Path, name: str) -> Note | None:
    """Return the note of a server that runs now; a stale note of one that was killed is None."""
    try:
        note = Note(**json.loads(_path(data, name).read_text()))
        process = psutil.Process(note.pid)
        alive = abs(process.create_time() - note.started) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, TypeError, psutil.Error):
        return None
    return note if alive else None


def forget(data: Path, name: str) -> None:
    """Remove the note."""
    _path(data, name).unlink(missing_ok=True)


@contextlib.contextmanager
def starting(data: Path, name: str) -> Iterator[None]:
    """Hold the right to start this server: of two commands at once the second waits and then finds it running."""
    with (data / "run" / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _path(data: Path, name: str) -> Path:
    return data / "run" / f"{name}.json"
