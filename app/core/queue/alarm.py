"""The time limit of a job that runs in the worker's own process."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType

from app.core.queue.errors import TimeLimit


@contextmanager
def limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeLimit after so many seconds; only a main thread can, elsewhere nothing is done."""
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    _listen()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@cache
def _listen() -> None:
    # Once for the whole process: at each job it would cost more than the job.
    signal.signal(signal.SIGALRM, _ring)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeLimit
