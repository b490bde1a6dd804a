"""What a process at work takes for "the database is away just now": it waits, and never dies of it."""

import logging
import time

from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.core.errors import Unavailable

log = logging.getLogger(__name__)

# Of a connection that broke, what comes next in its transaction may be the first to be told.
AWAY = (DBAPIError, PendingRollbackError, PoolTimeout, Unavailable, OSError)
PAUSE = 1.0
SILENCE = 30.0


class Outage:
    """Says once in a while that the database is away, and once that it is back."""

    def __init__(self) -> None:
        self._said: float | None = None

    def note(self, error: Exception) -> None:
        """It does not answer."""
        now = time.monotonic()
        if self._said is None or now - self._said >= SILENCE:
            log.warning("The database does not answer; waiting for it: %s", reason(error))
            self._said = now

    def over(self) -> None:
        """It answers."""
        if self._said is not None:
            log.warning("The database answers again")
            self._said = None


def reason(error: Exception) -> str:
    """The error in one line."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return said.splitlines()[0] if said else type(error).__name__
