"""Rate limits by counters that all processes share in Redis, or count for themselves while it is away."""

import hashlib
import logging
import math
import time
from collections import OrderedDict
from threading import Lock

from redis import RedisError

from app.core.errors import Limited
from app.core.redis_link import link

log = logging.getLogger(__name__)

MOST_LOCAL = 50_000
_local: OrderedDict[str, float] = OrderedDict()
_lock = Lock()


def hit(scope: str, key: str, limit: int, window: int) -> None:
    """Count one try of `key` in `scope`, of which `limit` may happen in any `window` seconds.

    The window slides: the one before counts by the share of it that still lies within. Raises Limited.
    """
    place, now = _place(scope, key, window)
    earlier, current = _add(place, now, window, 1)
    if earlier * (1 - now % window / window) + current <= limit:
        return
    _add(place, now, window, -1)
    wait = max(1, math.ceil(window - now % window))
    raise Limited(f"Too many tries. Nothing was changed; please wait {_words(wait)}.", retry_after=wait)


def forget(scope: str, key: str, window: int) -> None:
    """Start anew for `key`, as after a log-in that succeeded."""
    place, now = _place(scope, key, window)
    names = _names(place, now, window)
    with _lock:
        for name in names:
            _local.pop(name, None)
    way = link()
    if client := way.client():
        try:
            client.delete(*names)
        except RedisError:
            way.failed()


def _place(scope: str, key: str, window: int) -> tuple[str, float]:
    # Hashed, so that no e-mail address lies in Redis.
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:32]
    return f"steward:limit:{scope}:{window}:{digest}", time.time()


def _names(place: str, now: float, window: int) -> tuple[str, str]:
    number = int(now // window)
    return f"{place}:{number - 1}", f"{place}:{number}"


def _add(place: str, now: float, window: int, amount: int) -> tuple[float, float]:
    names = _names(place, now, window)
    way = link()
    if client := way.client():
        try:
            pipe = client.pipeline(transaction=False)
            pipe.get(names[0])
            pipe.incrby(names[1], amount)
            pipe.expire(names[1], 2 * window)
            earlier, current, _ = pipe.execute()
            return float(earlier or 0), float(current)
        except RedisError as error:
            log.warning("Redis does not answer (%s); limits are counted in this process for now", error)
            way.failed()
    return _add_here(names, amount)


def _add_here(names: tuple[str, str], amount: int) -> tuple[float, float]:
    with _lock:
        _local[names[1]] = _local.get(names[1], 0) + amount
        _local.move_to_end(names[1])
        while len(_local) > MOST_LOCAL:
            _local.popitem(last=False)
        return _local.get(names[0], 0), _local[names[1]]


def _words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
