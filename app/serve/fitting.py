"""Whether the database was brought to the state of this very code, told by a mark it carries."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import psycopg

from app.core.settings import CHECKOUT, settings
from app.core.urls import libpq_url

PACKAGES = ("alembic", "sqlalchemy", "sqlmodel")
# The mark is the comment on Alembic's table, so that it comes and goes with the database, also in a backup.
READ = "select obj_description(to_regclass('public.alembic_version'), 'pg_class')"
WRITE = "comment on table public.alembic_version is {mark}"


def fits() -> bool:
    """Whether a migration would change nothing; False also where the database cannot be asked."""
    try:
        with psycopg.connect(libpq_url(settings().database_url or ""), connect_timeout=5) as session:
            row = session.execute(READ).fetchone()
    except psycopg.Error:
        return False
    return row is not None and row[0] == mark()


def mark() -> str:
    """Return a fingerprint (hexadecimal) of the code a migration depends on and of the app's login."""
    total = hashlib.sha256(repr([version(name) for name in PACKAGES]).encode())
    total.update((settings().app_database_url or "").encode())
    for path in _sources():
        total.update(f"{path.relative_to(CHECKOUT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    for folder in (CHECKOUT / "app", CHECKOUT / "alembic"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".sql"})
