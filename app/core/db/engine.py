"""Engines, made lazily and once a process, so that a fork never shares a connection."""

import os
from functools import lru_cache

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from app.core.settings import settings


def driver_url(url: str) -> str:
    """The same URL with the psycopg 3 driver named, whatever form it came in."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


@lru_cache(maxsize=4)
def _engine(url: str, pid: int, pooled: bool) -> Engine:
    if not pooled:
        return create_engine(driver_url(url), poolclass=NullPool)
    return create_engine(
        driver_url(url),
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=False,
        pool_recycle=1800,
        pool_timeout=10,
    )


def app_engine() -> Engine:
    """The engine of the login role that row-level security binds."""
    return _engine(settings().app_url, os.getpid(), True)


def owner_engine() -> Engine:
    """The engine of the role that owns the tables; for migrations and `doctor` only."""
    return _engine(settings().owner_url, os.getpid(), False)


def dispose() -> None:
    """Close all pooled connections of this process, before a fork or at its end."""
    _engine.cache_clear()
