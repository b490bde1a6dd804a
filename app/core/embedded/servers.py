"""The servers a command needs: outside ones where they are named, else the embedded ones."""

import contextlib
import os
from collections.abc import Iterator

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
            export("DATABASE_URL", stack.enter_context(postgres(known.data)), stack)
        if with_redis and known.redis_url is None:
            export("REDIS_URL", stack.enter_context(redis(known.data)), stack)
        yield settings()


def export(name: str, value: str, stack: contextlib.ExitStack) -> None:
    """Set an environment variable until the stack closes, and read the settings anew."""
    os.environ[name] = value
    settings.cache_clear()
    stack.callback(settings.cache_clear)
    stack.callback(os.environ.pop, name, None)
