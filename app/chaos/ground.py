"""Servers of the storm's own, which it may stop, kill and start as it likes."""

import contextlib
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from redis import Redis as Client
from redis import RedisError

from app.core.embedded import running
from app.core.embedded.postgres import NAME as POSTGRES
from app.core.embedded.postgres import Postgres
from app.core.embedded.redis import NAME as REDIS
from app.core.embedded.redis import Redis
from app.core.embedded.servers import exported


class Ground:
    """One PostgreSQL, which writes durably, and one Redis, in a folder that goes with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(folder)
        self.redis = Redis(folder)

    def start(self) -> None:
        """Start what does not run."""
        self.postgres.start()
        self.redis.start()

    def break_postgres(self) -> None:
        """Stop it at once (SIGQUIT): nothing is written out, it recovers from its log at the next start."""
        self._break(self.postgres, POSTGRES, signal.SIGQUIT)

    def break_redis(self) -> None:
        """Kill it; all it held is gone."""
        self._break(self.redis, REDIS, signal.SIGKILL)

    def flush_redis(self) -> None:
        """Empty it."""
        with contextlib.suppress(RedisError), Client.from_url(self.redis.url) as client:
            client.flushall()

    def stop(self) -> None:
        """Stop both."""
        self.redis.stop()
        self.postgres.stop()

    def _break(self, server: Postgres | Redis, name: str, how: signal.Signals) -> None:
        if server.process is None:
            return
        server.process.send_signal(how)
        server.process.wait()
        server.process = None
        running.forget(self.folder, name)


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """Yield running servers that this process and those it starts take for their own. Raises StartError."""
    folder = Path(tempfile.mkdtemp(prefix="steward-chaos-"))
    made = Ground(folder)
    try:
        made.start()
        given = {
            "STEWARD_DATA": str(folder),
            "STEWARD_ENVIRONMENT": "test",
            "DATABASE_URL": made.postgres.url,
            "APP_DATABASE_URL": "",
            "LISTEN_DATABASE_URL": "",
            "REDIS_URL": made.redis.url,
        }
        with exported(given):
            yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
