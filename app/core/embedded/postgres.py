"""PostgreSQL 18 as a child of this process, its data in `<data>/pg`."""

import contextlib
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from app.core.embedded import leftover, running
from app.core.embedded.account import hand_over
from app.core.embedded.bootstrap import DATABASE, OWNER, address, bootstrap
from app.core.embedded.child import spawn, stop
from app.core.embedded.errors import StartError
from app.core.embedded.folder import prepare, socket_folder
from app.core.embedded.programs import postgres_program
from app.core.embedded.tail import complaint, last_lines

NAME = "postgres"
PATIENCE = 20
RECOVERY = 300

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "idle_in_transaction_session_timeout": "10min",
}
# For data that is thrown away (tests): a crash of the machine may lose it.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One embedded server: `start`, `stop`, `alive`, and its `url` (libpq form, the owner's login)."""

    def __init__(self, data: Path, durable: bool = True) -> None:
        self.data = data.resolve()
        self.cluster = self.data / "pg"
        self.settings = SETTINGS if durable else SETTINGS | CARELESS
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.data / "log" / "postgres.log"

    def start(self) -> None:
        """Start the server, making its data folder at the first time, or take the one that runs already.

        Raises StartError.
        """
        prepare(self.data)
        with running.starting(self.data, NAME):
            if note := running.read(self.data, NAME):
                self.url = note.url
                return
            self._initialise()
            leftover.clear(self.cluster)
            self._launch()

    def alive(self) -> bool:
        """Whether the server is still there."""
        return running.read(self.data, NAME) is not None

    def stop(self) -> None:
        """Stop the server where this object started it; a fast shutdown that loses nothing."""
        if self.process is None:
            return
        stop(self.process, signal.SIGINT, PATIENCE)
        running.forget(self.data, NAME)
        self.process = None

    def _initialise(self) -> None:
        if self.cluster.exists():
            return
        # Made aside and moved into place: an interrupted first start leaves nothing half made.
        draft = self.data / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        hand_over(draft)
        form = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run([postgres_program("initdb"), "-D", draft, "-U", "postgres", "--auth=trust", *form])
        draft.rename(self.cluster)

    def _run(self, command: list[str | Path]) -> None:
        with self.log.open("ab") as log:
            process = spawn(command, log, as_account=True, folder=Path("/"))
        if process.wait() != 0:
            raise StartError(complaint(self.log, self.cluster, "PostgreSQL's first start"))

    def _launch(self) -> None:
        sockets = str(socket_folder(self.data, NAME))
        options = self.settings | {"unix_socket_directories": sockets}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [postgres_program("postgres"), "-D", self.cluster, *flags]
        with self.log.open("ab") as log:
            self.process = spawn(command, log, death=signal.SIGINT, as_account=True, folder=Path("/"))
        try:
            self._await(sockets)
            bootstrap(sockets)
        except BaseException:
            self.stop()
            raise
        self.url = address(sockets, OWNER, DATABASE)
        running.write(self.data, NAME, self.process.pid, self.url)

    def _await(self, sockets: str) -> None:
        assert self.process
        end = time.monotonic() + RECOVERY
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise StartError(complaint(self.log, self.cluster, "PostgreSQL"))
            try:
                psycopg.connect(address(sockets, "postgres", "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise StartError(f"PostgreSQL did not become ready in {RECOVERY} s: {last_lines(self.log)}; see {self.log}")


@contextlib.contextmanager
def postgres(data: Path, durable: bool = True) -> Iterator[str]:
    """Yield the address of the server of this data folder, started for the time being if it does not run yet.

    Raises StartError.
    """
    server = Postgres(data, durable)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
