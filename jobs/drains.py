"""Doing the registered drains beside the queue."""

import logging

from app.core.queue.drains import registered_drains
from jobs.faults import AWAY
from jobs.stopping import Stopping

log = logging.getLogger(__name__)


def do_drains(stopping: Stopping) -> int:
    """Let each drain do what is due; returns how much that was. Raises what says that the database is away."""
    count = 0
    for known in registered_drains():
        if stopping:
            break
        try:
            count += known.drain(stopping)
        except AWAY:
            raise
        except Exception:
            log.exception("The drain %s failed", known.name)
    return count
