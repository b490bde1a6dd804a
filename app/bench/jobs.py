"""`steward bench jobs`: durable jobs a second with one worker process, beside RQ's SimpleWorker and Procrastinate.

PostgreSQL writes durably (the bench refuses to run with fsync off). All that is made is removed at the end.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, make_url, text
from sqlmodel import col

from app.bench.figures import Figure, show
from app.bench.jobs_kinds import SCHEMA, Base, ledger, noop
from app.bench.jobs_wait import waits
from app.core.db import house_session, owner_engine
from app.core.ids import new_id
from app.core.queue import Job, Kind, enqueue_many
from app.core.settings import settings

ROUNDS, JOBS = 5, 20_000
RQ_JOBS, PROCRASTINATE_JOBS = 1_000, 2_000
LONG = 100_000


def main(argv: Sequence[str]) -> int:
    """Measure in interleaved rounds and print the figures."""
    parser = argparse.ArgumentParser(prog="steward bench jobs", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--jobs", type=int, default=JOBS)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    given = parser.parse_args(argv)
    _make()
    try:
        figures = [*_speeds(given.jobs, given.rounds), *waits(), _memory(max(LONG, given.jobs))]
    finally:
        _remove()
    show("jobs", figures)
    return 0


def _speeds(jobs: int, rounds: int) -> list[Figure]:
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        found.setdefault("enqueue", []).append(jobs / _enqueue(noop, jobs))
        found.setdefault("no-op", []).append(jobs / _side("steward", jobs)["seconds"])
        found.setdefault("rq", []).append(RQ_JOBS / _side("rq", RQ_JOBS)["seconds"])
        found.setdefault("procrastinate", []).append(
            PROCRASTINATE_JOBS / _side("procrastinate", PROCRASTINATE_JOBS)["seconds"]
        )
        _enqueue(ledger, jobs)
        found.setdefault("ledger", []).append(jobs / _side("steward", jobs)["seconds"])
        _clear()
    middle = {name: statistics.median(values) for name, values in found.items()}
    return _figures(middle)


def _figures(middle: dict[str, float]) -> list[Figure]:
    rq, other = "RQ SimpleWorker, no-op", "Procrastinate at concurrency 10, no-op"
    done, unit = middle["no-op"], "jobs/s"
    return [
        Figure("no-op, one worker", unit, done, aim="at least 5,000", least=5000),
        Figure("no-op, beside RQ", unit, done, rq, middle["rq"], aim="10 times", least_ratio=10),
        Figure("no-op, beside Procrastinate", unit, done, other, middle["procrastinate"], aim="4 times", least_ratio=4),
        Figure("one ledger row, one worker", unit, middle["ledger"], aim="at least 2,000", least=2000),
        Figure("enqueue in bulk", unit, middle["enqueue"], aim="at least 50,000", least=50_000),
    ]


def _memory(jobs: int) -> Figure:
    tenth = jobs // 10
    _enqueue(noop, tenth)
    first = _side("steward", tenth)["memory"] / 1e6
    _enqueue(noop, jobs)
    last = _side("steward", jobs)["memory"] / 1e6
    name, peer = f"memory of a worker after {jobs:,} jobs", f"after {tenth:,} jobs"
    return Figure(name, "MB", last, peer, first, aim="flat: within a tenth", largest_ratio=1.1)


def _enqueue(kind: Kind[Any], jobs: int) -> float:
    tenant: UUID = new_id()
    start = time.perf_counter()
    with house_session() as session:
        enqueue_many(session, kind, [{}] * jobs, tenant_id=tenant)
    return time.perf_counter() - start


def _side(name: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "app.bench.jobs_side", name, str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.splitlines()[-1])


def _make() -> None:
    role = make_url(settings().app_database_url or "").username
    with owner_engine().begin() as connection:
        if connection.scalar(text("show fsync")) != "on":
            sys.exit("fsync is off here; figures of durable jobs would mean nothing.")
        connection.execute(text(f"drop schema if exists {SCHEMA} cascade"))
        connection.execute(text(f"create schema {SCHEMA}"))
        Base.metadata.create_all(connection)
        quoted = connection.dialect.identifier_preparer.quote(role or "")
        connection.execute(text(f"grant usage on schema {SCHEMA} to {quoted}"))
        connection.execute(text(f"grant all on all tables in schema {SCHEMA} to {quoted}"))


def _clear() -> None:
    with house_session() as session:
        session.execute(delete(Job).where(col(Job.job_type).startswith("bench.")))


def _remove() -> None:
    _clear()
    with owner_engine().begin() as connection:
        connection.execute(text(f"drop schema if exists {SCHEMA} cascade"))
