"""Log files that do not grow without end."""

from pathlib import Path
from typing import BinaryIO

LARGEST = 20 * 1024 * 1024


def opened(path: Path) -> BinaryIO:
    """Open a log for appending; above 20 MB the old text is moved to `<name>.1`, replacing what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_name(f"{path.name}.1"))
    return path.open("ab")
