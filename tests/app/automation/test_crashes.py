"""Workers killed and frozen in the middle of runs: each step happens once, and the runs go on."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.automation import runs as run_actions
from app.automation.models import Execution, StepLog
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.settings import Settings
from app.crm.models import Task
from tests.app.automation.living import publish
from tests.factories.mother import Child, Mother

pytestmark = pytest.mark.slow

# One run is some steps, so that a worker is nearly always in the middle of one.
STEPS: list[dict[str, Any]] = [{"type": "task.create", "title": "{{ n }}", "id": f"s{i}"} for i in range(4)]
STEPS.insert(2, {"type": "wait", "duration": "1s"})
RUNS = 60
Start = Callable[[], Child]


@pytest.fixture
def start(house: Settings, mother: Mother, tmp_path: Path) -> Iterator[Start]:
    running: list[Child] = []

    def begin() -> Child:
        process = mother.bear("jobs.worker:main", tmp_path / f"worker-{len(running)}.log")
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait()


def begin(owner: Actor) -> None:
    flow = publish(owner, {"steps": STEPS, "triggerType": "manual", "triggerConfig": {"sample": {"n": 1}}})
    for n in range(RUNS):
        run(owner, run_actions.start, {"workflow_id": flow, "context": {"n": f"run {n}"}})


def over(owner: Actor) -> int:
    with open_session(owner) as session:
        done = select(func.count()).where(col(Execution.status) == "completed")
        return session.scalar(done) or 0


def tasks(owner: Actor) -> Counter[str]:
    with open_session(owner) as session:
        return Counter(session.scalars(select(col(Task.title))))


def until(owner: Actor, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while over(owner) < RUNS:
        assert time.monotonic() < limit, f"{over(owner)} of {RUNS} are over"
        time.sleep(0.2)


def exact(owner: Actor) -> None:
    assert tasks(owner) == Counter({f"run {n}": 4 for n in range(RUNS)})
    with open_session(owner) as session:
        assert session.scalar(select(func.count()).select_from(StepLog)) == RUNS * 5


def test_workers_killed_again_and_again(owner: Actor, start: Start) -> None:
    begin(owner)
    for _ in range(5):
        victim = start()
        time.sleep(random.uniform(0.2, 1.5))
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
    start()
    began = time.monotonic()
    until(owner, 60)
    assert time.monotonic() - began < 30
    exact(owner)


def test_a_frozen_worker_loses_its_runs_and_writes_nothing_when_it_wakes(owner: Actor, start: Start) -> None:
    begin(owner)
    zombie = start()
    limit = time.monotonic() + 60
    while not sum(tasks(owner).values()) and time.monotonic() < limit:
        time.sleep(0.01)
    os.kill(zombie.pid, signal.SIGSTOP)
    start()
    until(owner, 60)
    os.kill(zombie.pid, signal.SIGCONT)
    time.sleep(3)
    exact(owner)
