"""What leaves the house about pictures."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.content.models import Image
from app.core.files import File


@dataclass(frozen=True, slots=True)
class ImageRow:
    """A picture that was made from `source_id`; width and height in pixels, `size` in bytes, at `/api/files/…`."""

    id: UUID
    source_id: UUID
    file_id: UUID
    variant: str
    format: str
    width: int
    height: int
    size: int
    name: str
    href: str
    created_at: datetime


def image_row(image: Image, file: File) -> ImageRow:
    """The row of a picture and its file."""
    return ImageRow(
        id=image.id,
        source_id=image.source_id,
        file_id=image.file_id,
        variant=image.variant,
        format=image.format,
        width=image.width,
        height=image.height,
        size=file.size,
        name=file.name,
        href=f"/api/files/{file.id}",
        created_at=image.created_at,
    )
