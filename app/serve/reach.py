"""Whether the database and Redis that Steward was told of answer."""

from redis import Redis, RedisError
from sqlalchemy.exc import OperationalError

from app.core.db import owner_engine
from app.core.embedded import StartError
from app.core.settings import settings

PATIENCE = 5


def check_database() -> None:
    """Raise StartError where the owner cannot connect."""
    try:
        owner_engine().connect().close()
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()[0]
        hint = "start it, check DATABASE_URL, or unset it to use the embedded server"
        raise StartError(f"The database cannot be reached ({said}): {hint}") from None


def check_redis() -> None:
    """Raise StartError where Redis does not answer."""
    try:
        with Redis.from_url(settings().redis_url or "", socket_connect_timeout=PATIENCE) as session:
            session.ping()
    except (RedisError, ValueError) as error:
        hint = "start it, check REDIS_URL, or unset it to use the embedded server"
        raise StartError(f"Redis cannot be reached ({error}): {hint}") from None
