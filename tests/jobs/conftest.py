"""A queue of its own for each test, and real workers beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.core.db import house_session
from app.core.queue import Job
from app.core.settings import Settings
from tests.factories.mother import Child, Mother
from tests.jobs import sample
from tests.jobs.looking import until


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


Start = Callable[..., Child]


@pytest.fixture
def start(house: Settings, mother: Mother, tmp_path: Path) -> Iterator[Start]:
    """Starts a real worker or dispatcher and waits until it is ready; all are gone at the end."""
    running: list[Child] = []

    def begin(role: str = "worker") -> Child:
        log = tmp_path / f"{role}-{len(running)}.log"
        process = mother.bear(f"jobs.{role}:main", log, [sample.__name__])
        running.append(process)
        until(lambda: b"is ready" in log.read_bytes(), 60)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait()
