"""Rate limits by counters that all processes share in Redis, or count for themselves while it is away."""

import hashlib
import logging
import math
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from redis import RedisError

from app.core.errors import Limited
from app.core.redis_link import link

log = logging.getLogger(__name__)

MOST_LOCAL = 50_000
_local: OrderedDict[str, float] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Limit:
    """`key` in `scope` may do something `limit` times in any window."""

    scope: str
    key: str
    limit: int


def hit(scope: str, key: str, limit: int, window: int) -> None:
    """Count one try of `key` in `scope`, of which `limit` may happen in any `window` seconds.

    The window slides: the one before counts by the share of it that still lies within. Raises Limited.
    """
    hits([Limit(scope, key, limit)], window)


def hits(limits: Sequence[Limit], window: int) -> None:
    """Count one try of several keys at once, in one trip to Redis; raises Limited where one of them has too many."""
    now = time.time()
    places = [_place(one.scope, one.key, window) for one in limits]
    counts = _add(places, now, window, 1)
    left = 1 - now % window / window
    if all(earlier * left + current <= one.limit for one, (earlier, current) in zip(limits, counts, strict=True)):
        return
    _add(places, now, window, -1)
    wait = max(1, math.ceil(window - now % window))
    raise Limited(f"Too many tries. Nothing was changed; please wait {_words(wait)}.", retry_after=wait)


def forget(scope: str, key: str, window: int) -> None:
    """Start anew for `key`, as after a log-in that succeeded."""
    names = _names(_place(scope, key, window), time.time(), window)
    with _lock:
        for name in names:
            _local.pop(name, None)
    way = link()
    if client := way.client():
        try:
            client.delete(*names)
        except RedisError:
            way.failed()


def _place(scope: str, key: str, window: int) -> str:
    # Hashed, so that no e-mail address lies in Redis.
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:32]
    return f"steward:limit:{scope}:{window}:{digest}"


def _names(place: str, now: float, window: int) -> tuple[str, str]:
    number = int(now // window)
    return f"{place}:{number - 1}", f"{place}:{number}"


def _add(places: Sequence[str], now: float, window: int, amount: int) -> list[tuple[float, float]]:
    names = [_names(place, now, window) for place in places]
    way = link()
    if client := way.client():
        try:
            pipe = client.pipeline(transaction=False)
            for earlier, current in names:
                pipe.get(earlier)
                pipe.incrby(current, amount)
                pipe.expire(current, 2 * window)
            told = pipe.execute()
            return [(float(told[at] or 0), float(told[at + 1])) for at in range(0, len(told), 3)]
        except RedisError as error:
            log.warning("Redis does not answer (%s); limits are counted in this process for now", error)
            way.failed()
    return [_add_here(pair, amount) for pair in names]


def _add_here(names: tuple[str, str], amount: int) -> tuple[float, float]:
    with _lock:
        _local[names[1]] = _local.get(names[1], 0) + amount
        _local.move_to_end(names[1])
        while len(_local) > MOST_LOCAL:
            _local.popitem(last=False)
        return _local.get(names[0], 0), _local[names[1]]


def _words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
