"""The distribution's own PostgreSQL and Redis as the outside servers: over TCP, by password, no superuser."""

import contextlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from redis import Redis, RedisError
from sqlalchemy import URL, make_url

from app.core.embedded.account import hand_over
from app.core.embedded.child import spawn, stop
from tests.app.serve.test_up import _free_port

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
POSTGRES = FOUND[-1] if FOUND else None
REDIS = shutil.which("redis-server")
PARTS = {"PostgreSQL under /usr/lib/postgresql": POSTGRES, "redis-server on the PATH": REDIS}
MISSING = " and ".join(f"no {name}" for name, there in PARTS.items() if not there)
# Signs that an address has to quote.
PASSWORD = "p@ss'w%rd"


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Yield the address of a Redis that asks for a password."""
    port = _free_port()
    command = [REDIS or "", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--requirepass", "secret"]
    process = spawn(command, subprocess.DEVNULL, as_account=True, folder=Path("/"))
    url = f"redis://:secret@127.0.0.1:{port}/0"
    try:
        _until(lambda: Redis.from_url(url).ping())
        yield url
    finally:
        stop(process, signal.SIGTERM, 10)


@contextlib.contextmanager
def postgres_server() -> Iterator[URL]:
    """Yield the superuser's address of a new PostgreSQL in the C locale."""
    assert POSTGRES
    folder, port = Path(tempfile.mkdtemp(prefix="steward-outside-")), _free_port()
    home, secret = folder / "data", folder / "password"
    home.mkdir()
    hand_over(home)
    folder.chmod(0o755)
    secret.write_text(PASSWORD)
    make = [POSTGRES.with_name("initdb"), "-D", home, "-U", "super", "-A", "scram-sha-256", "-E", "UTF8"]
    assert spawn([*make, f"--pwfile={secret}"], subprocess.DEVNULL, as_account=True, folder=Path("/")).wait() == 0
    options = ["-p", str(port), "-k", str(home), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    process = spawn([POSTGRES, "-D", home, *options], subprocess.DEVNULL, signal.SIGINT, True, folder=Path("/"))
    url = make_url(f"postgresql://127.0.0.1:{port}/postgres").set(username="super", password=PASSWORD)
    try:
        _until(lambda: psycopg.connect(url.render_as_string(False)).close())
        yield url
    finally:
        stop(process, signal.SIGINT, 10)
        shutil.rmtree(folder, ignore_errors=True)


def shop(url: URL, owner: str, *, rights: sql.SQL) -> str:
    """Make a login with these rights and a database that it owns; returns its address."""
    parts = {"owner": sql.Identifier(owner), "password": sql.Literal(PASSWORD), "rights": rights}
    run_as(url, sql.SQL("create role {owner} login {rights} password {password}").format(**parts))
    run_as(url, sql.SQL("create database {owner} owner {owner}").format(**parts))
    return url.set(username=owner, database=owner).render_as_string(False)


def run_as(url: URL, statement: sql.Composable) -> None:
    """Run one statement as whoever the address names."""
    with psycopg.connect(url.render_as_string(False), autocommit=True) as session:
        session.execute(statement)


def _until(ready: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            ready()
        except (psycopg.OperationalError, RedisError):
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.1)
        else:
            return
