"""The front-end build, made once and kept until something it is made from changes."""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from app.core.embedded import StartError
from app.core.settings import CHECKOUT
from app.serve.node import node_folder
from app.serve.origin import free_of_origin
from app.serve.stamp import stamp

WEB = CHECKOUT / ".web"
BUILD = WEB / "build"
STAMP = BUILD / "steward.stamp"
LOCK_FOLDER = CHECKOUT / "reflex.lock"
LOG = CHECKOUT / ".build" / "frontend.log"


def fresh() -> bool:
    """Whether the build is there and made from what is in the checkout now."""
    return STAMP.exists() and STAMP.read_text() == stamp()


def build(say: Callable[[str], object]) -> None:
    """Build the front end where it is not fresh, telling so through `say`; two at once wait for each other.

    Raises StartError, with the log's name, where Node or the build fails.
    """
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "frontend.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if fresh():
            return
        say("Building the front end, a minute at the first time …")
        STAMP.unlink(missing_ok=True)
        with same_form(LOCK_FOLDER / "package.json"):
            _export()
        free_of_origin(BUILD)
        # Taken after the build, which may have renewed the lock file.
        STAMP.write_text(stamp())


@contextlib.contextmanager
def same_form(path: Path) -> Iterator[None]:
    """Put a JSON file back as it was where what is done meanwhile changes only its form, not what it says."""
    before = path.read_text() if path.exists() else ""
    try:
        yield
    finally:
        if before and path.exists() and json.loads(path.read_text()) == json.loads(before):
            path.write_text(before)


def environment() -> dict[str, str]:
    """Return the environment of the build: Node from its package, npm, no telemetry, no addresses in the lock file."""
    return os.environ | {
        "PATH": f"{node_folder()}{os.pathsep}{os.environ.get('PATH', '')}",
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        # Trust what this machine trusts, as pip does.
        "NODE_USE_SYSTEM_CA": "1",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_AUDIT": "false",
    }


def _export() -> None:
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    with LOG.open("wb") as log:
        code = subprocess.call(command, cwd=CHECKOUT, env=environment(), stdout=log, stderr=subprocess.STDOUT)
    if code != 0 or not (BUILD / "client").is_dir():
        raise StartError(f"The front-end build failed: {_last_error()}; the whole log is {LOG}")


def _last_error() -> str:
    lines = [line.strip() for line in LOG.read_text(errors="replace").splitlines() if line.strip()]
    if any("ENOSPC" in line for line in lines):
        return f"no space is left on the disk of {CHECKOUT}, free some and start again"
    if codes := [line.removeprefix("npm error code ") for line in lines if line.startswith("npm error code ")]:
        return f"npm says {codes[-1]}, check the connection to its registry"
    marked = [line for line in lines if "error" in line.lower()]
    return (marked or lines or ["it said nothing"])[-1]
