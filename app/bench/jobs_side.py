"""One side of the measurement in a process of its own: `python -m app.bench.jobs_side SIDE COUNT`; prints seconds."""

import asyncio
import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import psutil
from redis import Redis
from rq import Queue, SimpleWorker

from app.bench.jobs_kinds import SCHEMA, nothing
from app.core.settings import settings
from app.core.urls import libpq_url

RQ_QUEUE = "bench-jobs"
CONCURRENCY = 10


def steward(count: int) -> float:
    """Work off what waits, with one worker; its jobs were written before."""
    from app.core.queue.drains import forget
    from jobs.worker import drain

    forget()
    return _timed(drain)


def rq(count: int) -> float:
    """Enqueue so many and let a SimpleWorker work them off."""
    connection = Redis.from_url(settings().redis_url or "")
    queue = Queue(RQ_QUEUE, connection=connection)
    queue.enqueue_many([Queue.prepare_data(nothing, result_ttl=0) for _ in range(count)])
    worker = SimpleWorker([queue], connection=connection)
    seconds = _timed(lambda: worker.work(burst=True, logging_level="ERROR"))
    queue.delete(delete_jobs=True)
    return seconds


def procrastinate(count: int) -> float:
    """Defer so many and work them off at concurrency 10."""
    return asyncio.run(_procrastinate(count))


async def _procrastinate(count: int) -> float:
    # An optional part: it is only there where the peers are installed.
    part: Any = importlib.import_module("procrastinate")
    options = {"options": f"-c search_path={SCHEMA}"}
    connector = part.PsycopgConnector(conninfo=libpq_url(settings().database_url or ""), kwargs=options)
    app = part.App(connector=connector)

    @app.task(name="nothing")
    async def task() -> None:
        """What Procrastinate's jobs do."""

    async with app.open_async():
        if not await app.check_connection_async():
            await app.schema_manager.apply_schema_async()
        await task.batch_defer_async(*({} for _ in range(count)))
        start = time.perf_counter()
        await app.run_worker_async(
            wait=False, concurrency=CONCURRENCY, install_signal_handlers=False, delete_jobs="never"
        )
        return time.perf_counter() - start


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


SIDES = {"steward": steward, "rq": rq, "procrastinate": procrastinate}


def main(arguments: list[str]) -> None:
    """Do one side and print its seconds and the memory of this process (bytes)."""
    seconds = SIDES[arguments[0]](int(arguments[1]))
    print(json.dumps({"seconds": seconds, "memory": psutil.Process().memory_info().rss}))  # noqa: T201  # what a bench says is its result


if __name__ == "__main__":
    main(sys.argv[1:])
