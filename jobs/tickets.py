"""Waiting for a ticket in Redis, or just waiting while Redis is away."""

import logging
from functools import cache
from typing import Any, cast

from redis import Redis, RedisError
from rq import Queue
from rq.job import Job

from app.core.queue.wake import PENDING, QUEUE
from app.core.settings import settings
from jobs.stopping import Stopping

log = logging.getLogger(__name__)

# How long a blocked call may take beyond its own time before the connection counts as broken.
SLACK = 2.0
AWAY_PAUSE = 0.5
KEY = f"{Queue.redis_queue_namespace_prefix}{QUEUE}"


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
    # Straight from RQ's own list: its dequeue asks Redis six times before a worker may begin.
    found = cast(Any, client.blpop([KEY], timeout=seconds))
    if found:
        # Before the worker looks for jobs, so that one committed later leaves a new ticket.
        client.delete(PENDING, f"{Job.redis_job_namespace_prefix}{found[1].decode()}")
