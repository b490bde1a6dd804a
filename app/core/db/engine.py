"""Engines, made lazily and once a process, so that a fork never shares a connection."""

import os

from pydantic_core import from_json
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from app.core.errors import Unavailable
from app.core.settings import settings


def _given(url: str | None) -> str:
    if url is None:
        raise Unavailable("No database is running here: start Steward with `make run`, or set DATABASE_URL.")
    return url


# Each with the process that opened its connections.
_engines: dict[tuple[str, bool], tuple[int, Engine]] = {}


def _made(url: str, pooled: bool) -> Engine:
    if not pooled:
        return create_engine(url, poolclass=NullPool)
    return create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=False,
        pool_recycle=1800,
        pool_timeout=10,
        # Lists read JSON in each row; Python's own reader took an eighth of the time of a page.
        json_deserializer=from_json,
    )


def _engine(url: str, *, pooled: bool) -> Engine:
    here = os.getpid()
    known = _engines.get((url, pooled))
    if known is None:
        return _engines.setdefault((url, pooled), (here, _made(url, pooled)))[1]
    process, engine = known
    if process != here:
        # Forked since: the statements it has compiled are of use here too, its connections belong to the other one.
        engine.dispose(close=False)
        _engines[url, pooled] = (here, engine)
    return engine


def app_engine() -> Engine:
    """The engine of the login role that row-level security binds."""
    return _engine(_given(settings().app_database_url), pooled=True)


def owner_engine() -> Engine:
    """The engine of the role that owns the tables; for migrations and `doctor` only."""
    return _engine(_given(settings().database_url), pooled=False)


def dispose() -> None:
    """Close all pooled connections of this process, before a fork or at its end."""
    _engines.clear()
