"""The parts a supervisor keeps alive."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from app.core.embedded.child import kill_group, spawn, stop
from app.core.settings import CHECKOUT
from app.serve.log_file import opened

PATIENCE = 10


class Part(Protocol):
    """What a supervisor needs of a part; the embedded servers are such parts too."""

    def start(self) -> None:
        """Start it; raises StartError."""
        ...

    def alive(self) -> bool:
        """Whether it still runs."""
        ...

    def stop(self) -> None:
        """Stop it and everything it started."""
        ...


class Command:
    """One of Steward's own commands (`web`, `worker`, `dispatcher`) as a process that logs to a file of its own."""

    def __init__(self, name: str, data: Path, log_name: str, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.log = data / "log" / f"{log_name}.log"
        self.env = env
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the command; what an earlier crash left of it is killed first."""
        if self.process:
            kill_group(self.process)
        with opened(self.log) as log:
            self.process = spawn([sys.executable, "-m", "app.cli", self.name], log, env=self.env, folder=CHECKOUT)

    def alive(self) -> bool:
        """Whether the command still runs."""
        return self.process is not None and self.process.poll() is None

    def ask(self) -> None:
        """Ask it to finish what it does, without waiting."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Ask it to finish what it does, and kill it after ten seconds."""
        if self.process:
            stop(self.process, signal.SIGTERM, PATIENCE)
