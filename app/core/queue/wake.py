"""Tickets that wake a worker; they may get lost at any moment, for workers look for themselves too."""

import logging
from datetime import timedelta

from redis import RedisError
from rq import Queue

from app.core.redis_link import link

log = logging.getLogger(__name__)

QUEUE = "steward"
TICKET = "jobs.worker.drain"
PENDING = "steward:ticket"
LIFETIME = timedelta(seconds=5)


def wake() -> None:
    """Leave one ticket for the workers, unless one lies there already; never fails."""
    way = link()
    client = way.client()
    if client is None:
        return
    try:
        if client.set(PENDING, "1", nx=True, px=LIFETIME):
            Queue(QUEUE, connection=client).enqueue(TICKET, ttl=60, result_ttl=0, failure_ttl=0, job_timeout=3600)
    except RedisError as error:
        log.warning("No ticket could be left (%s); the workers will look for themselves", error)
        way.failed()
