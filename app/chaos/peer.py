"""The same effects by plain RQ, in the same storm: what it was given, lost and did twice is told beside ours."""

import psycopg
from redis import Redis
from rq import Queue, Retry, Worker

from app.core.settings import settings
from app.core.urls import libpq_url

NAME = "chaos-peer"
TRIES = 5


def enter(n: int) -> None:
    """What RQ's jobs do: one entry in the ledger."""
    with psycopg.connect(libpq_url(settings().app_database_url or "")) as connection:
        connection.execute("insert into chaos.ledger (key) values (%s)", [f"peer {n}"])


def ask(n: int) -> None:
    """Give RQ one job, tried again at once where it fails. Raises RedisError."""
    with Redis.from_url(settings().redis_url or "") as client:
        Queue(NAME, connection=client).enqueue(enter, n, job_id=f"peer-{n}", retry=Retry(max=TRIES))


def work() -> None:
    """One of RQ's own workers, until it is told to stop."""
    client = Redis.from_url(settings().redis_url or "")
    Worker([Queue(NAME, connection=client)], connection=client).work(logging_level="WARNING")
