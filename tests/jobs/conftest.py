"""A queue of its own for each test, and real workers beside it."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete

from app.core.db import house_session
from app.core.queue import Job
from app.core.settings import Settings
from tests.jobs import sample

PROGRAM = "import tests.jobs.sample; from jobs.{role} import main; main()"


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(house: Settings) -> Iterator[Start]:
    """Starts a real worker or dispatcher; all are gone at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(role: str = "worker") -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", PROGRAM.format(role=role)], start_new_session=True)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait()


assert sample
