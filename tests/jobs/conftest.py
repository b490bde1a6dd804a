"""A queue of its own for each test, and real workers beside it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.core.db import house_session
from app.core.queue import Job
from app.core.settings import Settings
from tests.jobs import sample
from tests.jobs.looking import until

PROGRAM = "import tests.jobs.sample; from jobs.{role} import main; main()"


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(house: Settings, tmp_path: Path) -> Iterator[Start]:
    """Starts a real worker or dispatcher and waits until it is ready; all are gone at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(role: str = "worker") -> subprocess.Popen[bytes]:
        log = tmp_path / f"{role}-{len(running)}.log"
        with log.open("wb") as output:
            program = [sys.executable, "-c", PROGRAM.format(role=role)]
            process = subprocess.Popen(program, start_new_session=True, stderr=output)
        running.append(process)
        until(lambda: b"is ready" in log.read_bytes(), 60)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait()


assert sample
