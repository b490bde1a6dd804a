"""The data folder: what lies where, who may enter, and whether there is room."""

import hashlib
import os
import shutil
from pathlib import Path

from app.core.embedded.account import account, hand_over
from app.core.embedded.errors import StartError

LEAST_FREE = 200 * 1024 * 1024
LONGEST_SOCKET_FOLDER = 85


def prepare(data: Path) -> None:
    """Make the data folder with its `run` and `log` folders.

    Raises StartError where it cannot be written, reached by the server account, or has less than 200 MB left.
    """
    try:
        for folder in (data, data / "run", data / "log"):
            folder.mkdir(parents=True, exist_ok=True)
        # The servers' account walks through to its own folders; logs are nobody else's business.
        data.chmod(0o711)
        (data / "run").chmod(0o711)
        (data / "log").chmod(0o700)
        probe = data / "run" / f".probe-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        hint = "mend its permissions or name another by STEWARD_DATA=/path"
        raise StartError(f"The data folder {data} cannot be used ({error.strerror}): {hint}") from error
    _check_room(data)
    _check_way(data)


def socket_folder(data: Path, name: str) -> Path:
    """Return a folder for a server's socket, owned by the server account, short enough for the system's limit."""
    folder = data / "run" / name
    if len(str(folder)) > LONGEST_SOCKET_FOLDER:
        folder = Path("/tmp") / f"steward-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), (account() or (os.geteuid(),))[0]}:
        raise StartError(f"{folder} belongs to somebody else: remove it, or name a shorter data folder by STEWARD_DATA")
    hand_over(folder)
    return folder


def _check_room(data: Path) -> None:
    free = shutil.disk_usage(data).free
    if free < LEAST_FREE:
        said = f"Only {free // 2**20} MB are left on the disk of {data}"
        raise StartError(f"{said}: free at least 200 MB, or name another disk by STEWARD_DATA=/path")


def _check_way(data: Path) -> None:
    """Refuse a path that the server account cannot walk; parents are never opened for it."""
    if account() is None:
        return
    for parent in data.resolve().parents:
        if not parent.stat().st_mode & 0o001:
            hint = "name one outside private folders by STEWARD_DATA=/path"
            raise StartError(
                f"As root the servers run as another user, who cannot enter {parent} on the way to {data}: {hint}"
            )
