"""SIGTERM and SIGINT as a flag, with a last call for what still runs."""

import os
import signal
import threading
import time
from types import FrameType

from app.core.queue import Interrupted

GRACE = 1.5


class Stopping:
    """Set once the process has to end. What the main thread still runs `GRACE` seconds later is interrupted."""

    def __init__(self) -> None:
        self._flag = threading.Event()
        self.working = False

    def listen(self) -> "Stopping":
        """Take the signals of this process; call it in the main thread."""
        signal.signal(signal.SIGTERM, self._asked)
        signal.signal(signal.SIGINT, self._asked)
        signal.signal(signal.SIGUSR1, self._last_call)
        return self

    def __bool__(self) -> bool:
        return self._flag.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or shorter when the process has to end; returns whether it has to."""
        return self._flag.wait(seconds)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        if self._flag.is_set():
            return
        self._flag.set()
        threading.Thread(target=self._call_last, daemon=True).start()

    def _call_last(self) -> None:
        # A signal of its own, for a job's time limit may use the alarm clock at this moment.
        time.sleep(GRACE)
        while True:
            os.kill(os.getpid(), signal.SIGUSR1)
            time.sleep(0.2)

    def _last_call(self, number: int, frame: FrameType | None) -> None:
        if self.working:
            raise Interrupted
