"""How long a job waits on an idle system: from its commit to the first line of its function."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlmodel import col

from app.bench.figures import Figure
from app.bench.jobs_kinds import clock
from app.core.db import house_session
from app.core.ids import new_id
from app.core.queue import Job, enqueue

TIMES = 200
PROGRAM = """
from app.bench import jobs_kinds
from app.core.queue.drains import forget
from jobs.worker import main
forget()
main()
"""


def waits() -> list[Figure]:
    """The median and the 99th of a hundred, in milliseconds."""
    with _worker():
        found = [_once() for _ in range(TIMES)]
    late = statistics.quantiles(found, n=100)[98]
    return [
        Figure("enqueue to start, idle, p50", "ms", statistics.median(found), aim="under 10", largest=10),
        Figure("enqueue to start, idle, p99", "ms", late, aim="under 50", largest=50),
    ]


@contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        for line in process.stderr:
            if "is ready" in line:
                break
        for _ in range(5):
            _once()
        yield
    finally:
        process.terminate()
        process.wait(20)


def _once() -> float:
    with house_session() as session:
        job_id = enqueue(session, clock, tenant_id=new_id()).id
    committed = time.time()
    time.sleep(0.03)
    while True:
        with house_session() as session:
            result = session.scalar(select(col(Job.result)).where(col(Job.id) == job_id))
        if result is not None:
            return (float(result["at"]) - committed) * 1000
        time.sleep(0.01)
