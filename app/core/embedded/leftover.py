"""What a killed PostgreSQL leaves in its data folder, cleared before the next start."""

import contextlib
import signal
from pathlib import Path

import psutil

PATIENCE = 30


def clear(cluster: Path) -> None:
    """Stop a server nobody owns any more, and remove the pid file where its number now belongs to another program."""
    pid_file = cluster / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int(pid_file.read_text().splitlines()[0]))
        if not _serves(process, cluster):
            pid_file.unlink()
            return
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _serves(process: psutil.Process, cluster: Path) -> bool:
    return str(cluster) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
