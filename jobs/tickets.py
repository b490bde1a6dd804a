"""Waiting for a ticket in Redis, or just waiting while Redis is away."""

import contextlib
import logging
from functools import cache

from redis import Redis, RedisError
from rq import Queue
from rq.exceptions import DequeueTimeout

from app.core.queue.wake import QUEUE, taken
from app.core.settings import settings
from jobs.stopping import Stopping

log = logging.getLogger(__name__)

# How long a blocked call may take beyond its own time before the connection counts as broken.
SLACK = 2.0
AWAY_PAUSE = 0.5


@cache
def _client(url: str, seconds: int) -> Redis:
    return Redis.from_url(url, socket_timeout=seconds + SLACK, socket_connect_timeout=SLACK)


def wait(stopping: Stopping, seconds: int = 1) -> None:
    """Return when a ticket comes, after so many seconds, or when the process has to end."""
    url = settings().redis_url
    if url is None:
        stopping.wait(seconds)
        return
    client = _client(url, seconds)
    try:
        _take(client, seconds)
    except (RedisError, OSError) as error:
        log.debug("Redis does not answer: %s", error)
        stopping.wait(AWAY_PAUSE)


def _take(client: Redis, seconds: int) -> None:
    with contextlib.suppress(DequeueTimeout):
        queue = Queue(QUEUE, connection=client)
        found = Queue.dequeue_any([queue], timeout=seconds, connection=client)
        if found:
            taken(client)
            found[0].delete()
            # RQ keeps what is being worked on here until its own worker is done with it.
            client.delete(queue.intermediate_queue_key)
