"""The servers a command needs: outside ones where they are named, else the embedded ones."""

import contextlib
import os
from collections.abc import Iterator, Mapping

from app.core.embedded.postgres import postgres
from app.core.embedded.redis import redis
from app.core.settings import Settings, settings


@contextlib.contextmanager
def servers(with_redis: bool = True) -> Iterator[Settings]:
    """Yield settings whose database (and Redis) address is known, for this process and for those it starts.

    An embedded server that does not run yet is started and stopped again at the end. Raises StartError.
    """
    with contextlib.ExitStack() as stack:
        known = settings()
        if known.database_url is None:
            stack.enter_context(exported({"DATABASE_URL": stack.enter_context(postgres(known.data))}))
        if with_redis and known.redis_url is None:
            stack.enter_context(exported({"REDIS_URL": stack.enter_context(redis(known.data))}))
        yield settings()


@contextlib.contextmanager
def exported(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the time being, and have the settings read anew."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    settings.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            _put(name, value)
        settings.cache_clear()


def _put(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
