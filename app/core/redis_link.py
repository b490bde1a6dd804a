"""The way to Redis, which may be away at any moment: nothing in it is ever the only copy."""

import os
import time
from functools import lru_cache

from redis import Redis

from app.core.settings import settings

PATIENCE = 0.3
PAUSE = 5.0


class Link:
    """One client for short calls; after a failure Redis is left alone for five seconds, so that nobody waits for it."""

    def __init__(self, url: str | None) -> None:
        self._client = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) if url else None
        self._again = 0.0

    def client(self) -> Redis | None:
        """The client, or None while Redis is not to be asked."""
        return self._client if time.monotonic() >= self._again else None

    def failed(self) -> None:
        """Note that a call failed."""
        self._again = time.monotonic() + PAUSE


@lru_cache(maxsize=2)
def _link(url: str | None, pid: int) -> Link:
    return Link(url)


def link() -> Link:
    """The link of this process."""
    return _link(settings().redis_url, os.getpid())
