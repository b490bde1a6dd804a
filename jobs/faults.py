"""What a process at work takes for "the database is away just now": it waits, and never dies of it."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.core.errors import Unavailable

AWAY = (DBAPIError, PoolTimeout, Unavailable, OSError)
PAUSE = 1.0
