"""Where the bytes of files lie: below `data/uploads`, by tenant, under a name of our own making."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from app.core.errors import NotFound, TooLarge, Unavailable
from app.core.ids import new_id
from app.core.settings import settings

LARGEST = 200 * 1024 * 1024


def path(tenant_id: UUID, file_id: UUID) -> Path:
    """Where the bytes of that file lie; nothing a person named is part of it."""
    return settings().data / "uploads" / tenant_id.hex / file_id.hex


class Draft:
    """A file being written; `size` and `sha256` grow with it."""

    def __init__(self, file_id: UUID, place: Path, handle: BinaryIO, largest: int) -> None:
        self.id = file_id
        self.size = 0
        self.place: Path | None = place
        self._handle = handle
        self._largest = largest
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The hex digest of what was written so far."""
        return self._digest.hexdigest()

    def rename(self, file_id: UUID) -> None:
        """Take another id, which a repeated upload of the same bytes takes too; those already there then stay."""
        assert self.place is not None
        wanted = self.place.with_name(file_id.hex)
        self.id = file_id
        if wanted.exists():
            self.place.unlink()
            self.place = None
        else:
            self.place = self.place.rename(wanted)

    def flush(self) -> None:
        """Bring what was written to where others can read it."""
        self._handle.flush()

    def write(self, chunk: bytes) -> None:
        """Append bytes; raises TooLarge beyond the limit, Unavailable when the disk is full."""
        self.size += len(chunk)
        if self.size > self._largest:
            raise TooLarge(f"The file is larger than {self._largest // 1024**2} MB; nothing was kept.")
        self._digest.update(chunk)
        try:
            self._handle.write(chunk)
        except OSError:
            raise Unavailable("There is no room left for files; nothing was kept. Tell your administrator.") from None


@contextmanager
def draft(tenant_id: UUID | None, largest: int = LARGEST) -> Iterator[Draft]:
    """A new file of a tenant, at most `largest` bytes; gone if the block raises. Raises NotFound without tenant."""
    if tenant_id is None:
        raise NotFound("Files belong to an organisation; log in to one first.")
    file_id = new_id()
    place = path(tenant_id, file_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    made = Draft(file_id, place, handle, largest)
    try:
        with handle:
            yield made
    except BaseException:
        if made.place is not None:
            made.place.unlink(missing_ok=True)
        raise
