"""The unprivileged account PostgreSQL and Redis run as when Steward itself runs as root."""

import functools
import os
import pwd
import subprocess
from pathlib import Path
from typing import NamedTuple

from app.core.embedded.errors import StartError

NAME = "steward"


class Account(NamedTuple):
    """Numbers of a user and its group."""

    uid: int
    gid: int


@functools.cache
def account() -> Account | None:
    """Return whom to run servers as: nobody else for an ordinary user, an own system user for root.

    Raises StartError where the user cannot be made.
    """
    if os.geteuid() != 0:
        return None
    entry = _entry() or _added()
    return Account(entry.pw_uid, entry.pw_gid)


def hand_over(folder: Path) -> None:
    """Give a folder to that account, closed to everybody else."""
    folder.chmod(0o700)
    owner = account()
    if owner and folder.stat().st_uid != owner.uid:
        os.chown(folder, owner.uid, owner.gid)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _added() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--home-dir", "/var/lib/steward", NAME]
    hint = f"PostgreSQL refuses to run as root; run `useradd --system {NAME}` or start Steward as an ordinary user"
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise StartError(f"useradd is missing: {hint}") from None
    entry = _entry()
    if entry is None:
        raise StartError(f"The user {NAME} could not be made ({done.stderr.strip()}): {hint}")
    return entry
