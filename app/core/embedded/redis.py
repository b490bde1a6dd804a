"""Redis as a child of this process; it keeps nothing on the disk, for nothing in it is ever the only copy."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import redis as client

from app.core.embedded import running
from app.core.embedded.child import spawn, stop
from app.core.embedded.errors import StartError
from app.core.embedded.folder import prepare, socket_folder
from app.core.embedded.programs import redis_program
from app.core.embedded.tail import last_lines

NAME = "redis"
PATIENCE = 5
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "no",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",
    "daemonize": "no",
}


class Redis:
    """One embedded server: `start`, `stop`, `alive`, and its `url`."""

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        """Start the server, or take the one that runs already. Raises StartError."""
        prepare(self.data)
        with running.starting(self.data, NAME):
            if note := running.read(self.data, NAME):
                self.url = note.url
                return
            self._launch()

    def alive(self) -> bool:
        """Whether the server is still there."""
        return running.read(self.data, NAME) is not None

    def stop(self) -> None:
        """Stop the server where this object started it."""
        if self.process is None:
            return
        stop(self.process, signal.SIGTERM, PATIENCE)
        running.forget(self.data, NAME)
        self.process = None

    def _launch(self) -> None:
        folder = socket_folder(self.data, NAME)
        options = SETTINGS | {"unixsocket": str(folder / "socket"), "dir": str(folder)}
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        log = self.data / "log" / "redis.log"
        with log.open("ab") as output:
            self.process = spawn([redis_program(), *flags], output, as_account=True, folder=Path("/"))
        self.url = f"unix://{folder}/socket?db=0"
        try:
            self._await(log)
        except BaseException:
            self.stop()
            raise
        running.write(self.data, NAME, self.process.pid, self.url)

    def _await(self, log: Path) -> None:
        assert self.process
        with client.Redis.from_url(self.url) as session:
            for _ in range(200):
                if self.process.poll() is not None:
                    break
                with contextlib.suppress(client.RedisError):
                    session.ping()
                    return
                time.sleep(0.05)
        raise StartError(f"Redis did not start ({last_lines(log)}); see {log}")


@contextlib.contextmanager
def redis(data: Path) -> Iterator[str]:
    """Yield the address of the server of this data folder, started for the time being if it does not run yet.

    Raises StartError.
    """
    server = Redis(data)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
