"""The time limit of a job that runs in the worker's own process."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.core.queue.errors import TimeLimit


@contextmanager
def limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeLimit after so many seconds; only a main thread can, elsewhere nothing is done."""
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeLimit
