"""Data folders of their own for servers that a test breaks."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.core.settings import settings

ADDRESSES = (
    "DATABASE_URL",
    "APP_DATABASE_URL",
    "LISTEN_DATABASE_URL",
    "REDIS_URL",
    "PORT",
    "PUBLIC_URL",
    "SECRET_KEY",
)


@contextmanager
def short_folder() -> Iterator[Path]:
    """A short path outside private folders: the servers' account must be able to walk there."""
    path = Path(tempfile.mkdtemp(prefix="steward-serve-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder for one test."""
    with short_folder() as path:
        yield path


@pytest.fixture
def bare(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for settings that know of no server."""
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STEWARD_DATA", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()
