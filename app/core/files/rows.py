"""What leaves the house about a file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.files.models import File


@dataclass(frozen=True, slots=True)
class FileRow:
    """A kept file; `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    purpose: str
    size: int
    sha256: str
    created_at: datetime


def row(file: File) -> FileRow:
    """The row of a file."""
    return FileRow(file.id, file.name, file.media_type, file.purpose, file.size, file.sha256, file.created_at)
