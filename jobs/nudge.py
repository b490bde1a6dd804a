"""Sleeping until something was committed, or half a second."""

import contextlib

import psycopg

from app.core.live import LISTEN, listen_url
from jobs.stopping import Stopping

NAP = 0.1
NAPS = 5


class Nudge:
    """A listening connection that cuts the sleep short when a change is announced."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None

    def __enter__(self) -> "Nudge":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()

    def wait(self, stopping: Stopping) -> None:
        """Sleep until a note comes, half a second at most, less when the process has to end."""
        try:
            connection = self._connected()
            for _ in range(NAPS):
                if stopping or list(connection.notifies(timeout=NAP, stop_after=1)):
                    return
        except (psycopg.Error, OSError):
            self._drop()
            stopping.wait(NAP * NAPS)

    def _connected(self) -> psycopg.Connection:
        if self._connection is None:
            self._connection = psycopg.connect(listen_url(), autocommit=True, connect_timeout=5)
            self._connection.execute(LISTEN)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
