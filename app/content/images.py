"""Pictures: the action that asks for one, and the job that makes it."""

import io
from typing import Any
from uuid import UUID

from PIL import Image as Pillow
from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts import pictures
from app.content import pixels
from app.content.models import Image
from app.content.rows import ImageRow, image_row
from app.content.rules import Fit, Format, ImageWish, Pixels, Quality, named
from app.core import files
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.events import record
from app.core.files import File
from app.core.files import actions as file_actions
from app.core.queue import Context, JobRow, enqueue, job_row, kind

READ, WRITE = Permission.CONTENT_READ, Permission.CONTENT_WRITE


def failed(session: Session, job: Context, reason: str) -> None:
    """Tell the one who waits for this picture why there is none."""
    pictures.settle(session, job.id, None, reason)


@kind(
    "image.process",
    title="Process picture",
    payload=ImageWish,
    attempts=3,
    delay=10,
    time_limit=120,
    isolated=True,
    permission=WRITE,
    failed=failed,
)
def image_process(job: Context, payload: ImageWish) -> dict[str, Any]:
    """Make the wanted picture and its thumbnail from a kept file, upright and without metadata."""
    steps = 3 if payload.thumbnail else 2
    job.progress(0, steps, "Reading")
    source = _source(job.session, payload.file_id)
    place = files.path(source.tenant_id, source.id)
    if not place.exists():
        raise NotFound("The picture is no longer kept.")
    picture = pixels.read(place)
    job.log(f"Read {source.name}: {picture.width} × {picture.height} pixels, {source.size:,} bytes")
    job.check()
    job.progress(1, steps, "Resizing")
    made = [_keep(job, source, pixels.sized(picture, payload.width, payload.height, payload.fit), payload, "full")]
    if payload.thumbnail:
        job.progress(2, steps, "Thumbnail")
        small = pixels.sized(picture, payload.thumbnail, payload.thumbnail, "cover")
        made.append(_keep(job, source, small, payload, "thumbnail"))
    pictures.settle(job.session, job.id, UUID(made[0]["fileId"]))
    job.progress(steps, steps)
    return {"images": made}


@action("image.process", permission=WRITE, effect=Effect.WRITE, title="Process picture")
def process(
    session: Session,
    actor: Actor,
    file_id: UUID,
    width: Pixels | None = None,
    height: Pixels | None = None,
    fit: Fit = "inside",
    format: Format = "webp",
    quality: Quality = 82,
    thumbnail: Pixels | None = None,
) -> JobRow:
    """Resize an uploaded picture (pixels), turn it upright, strip its metadata, write it as WebP, JPEG or PNG.

    A job does it; its result names the files. Raises NotFound where the file is not there.
    """
    file_actions.get(session, actor, file_id)
    asked = {"width": width, "height": height, "fit": fit, "format": format, "quality": quality}
    return job_row(enqueue(session, image_process, {"file_id": file_id, "thumbnail": thumbnail, **asked}))


@action("image.list", permission=READ, effect=Effect.READ, title="List pictures made from a file")
def list_(session: Session, actor: Actor, file_id: UUID) -> list[ImageRow]:
    """The pictures that were made from a file, newest first."""
    same = and_(col(File.tenant_id) == col(Image.tenant_id), col(File.id) == col(Image.file_id))
    query = select(Image, File).join(File, same).where(col(Image.source_id) == file_id)
    return [image_row(image, file) for image, file in session.execute(query.order_by(col(Image.id).desc()).limit(200))]


def _source(session: Session, file_id: UUID) -> File:
    file = session.scalars(select(File).where(col(File.id) == file_id)).first()
    if file is None:
        raise NotFound("There is no such file (any more).")
    return file


def _keep(job: Context, source: File, picture: Pillow.Image, wish: ImageWish, variant: str) -> dict[str, Any]:
    written = io.BytesIO()
    pixels.write(picture, written, wish.format, wish.quality)
    name, media = named(source.name, variant, wish.format), f"image/{wish.format}"
    with files.draft(job.tenant_id) as draft:
        draft.write(written.getbuffer().tobytes())
        file = files.describe(
            job.session, draft, name, media, purpose="image", needs=[READ], member_id=job.member_id, by=job.id
        )
    image = Image(
        source_id=source.id,
        file_id=file.id,
        variant=variant,
        format=wish.format,
        width=picture.width,
        height=picture.height,
        job_id=job.id,
    )
    job.session.add(image)
    job.session.flush()
    record(job.session, "image.processed", image, variant=variant)
    job.link("file", file.id)
    job.log(f"Made {name}: {image.width} × {image.height} pixels, {file.size:,} bytes")
    return {"variant": variant, "fileId": str(file.id), "width": image.width, "height": image.height, "size": file.size}
