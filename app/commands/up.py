"""`steward up`: everything under one supervisor."""

import contextlib
import fcntl
import logging
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core import logs
from app.core.embedded import Postgres, Redis, StartError
from app.core.embedded.folder import prepare
from app.core.embedded.servers import exported
from app.core.settings import Settings, settings
from app.serve.build import build
from app.serve.fitting import fits
from app.serve.part import Command, Part
from app.serve.port import check_port
from app.serve.reach import check_redis
from app.serve.ready import await_web
from app.serve.supervisor import Supervisor

VARIABLES = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}


def run() -> None:
    """Start everything, print the address, and keep it running until Ctrl-C or SIGTERM. Raises StartError."""
    known = settings()
    prepare(known.data)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_alone(known.data))
        _log_to(known.data / "log" / "steward.log")
        check_port(known.host, known.port)
        build(_say)
        supervisor = Supervisor(_parts(known))
        supervisor.heed_signals()
        stack.callback(supervisor.stop)
        _start(supervisor, known, stack)
        supervisor.watch()


def _start(supervisor: Supervisor, known: Settings, stack: contextlib.ExitStack) -> None:
    for name, part in supervisor.parts.items():
        if isinstance(part, Postgres | Redis):
            supervisor.start(name)
            stack.enter_context(exported({VARIABLES[name]: part.url}))
    check_redis()
    if not fits():
        _migrate()
    # The web server first and alone, so that the first page comes soon; jobs keep until their turn.
    supervisor.start("web")
    alive = supervisor.parts["web"].alive
    if await_web(known.port, alive, supervisor.ending.is_set, known.data / "log" / "web.log"):
        supervisor.start(*(name for name in supervisor.parts if name not in supervisor.health))
        sys.stdout.write(f"Steward is running at {settings().public_url}\n")
        sys.stdout.flush()


def _migrate() -> None:
    # Imported only when needed: it brings every table of the house with it, a second's work.
    from app.serve.migrate import migrate

    migrate()


def _parts(known: Settings) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    if known.database_url is None:
        parts["postgres"] = Postgres(known.data)
    if known.redis_url is None:
        parts["redis"] = Redis(known.data)
    workers = {f"worker-{number}": "worker" for number in range(1, known.workers + 1)}
    for name, command in ({"web": "web"} | workers | {"dispatcher": "dispatcher"}).items():
        parts[name] = Command(command, known.data, log_name=name)
    return parts


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / "run" / "steward.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hint = "stop that one, or name another data folder by STEWARD_DATA=/path"
            raise StartError(f"Steward already runs on the data folder {data}: {hint}") from None
        yield


def _log_to(path: Path) -> None:
    logs.configure()
    handler = RotatingFileHandler(path, maxBytes=10_000_000, backupCount=2)
    handler.setFormatter(logging.Formatter(logs.FORMAT))
    logging.basicConfig(level=settings().log_level, handlers=[handler], force=True)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
