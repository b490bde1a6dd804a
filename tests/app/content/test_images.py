"""Pictures are made smaller, upright and bare by a real worker in a process of its own."""

import io
import struct
import zlib
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from sqlmodel import col

from app.content import images
from app.core import actions, files
from app.core.actor import Actor
from app.core.db import house_session
from app.core.errors import NotFound, Refused
from app.core.queue import Job
from app.core.queue.records import JobLog
from tests.factories.people import colleague
from tests.factories.uploads import upload
from tests.factories.work import clear_queue, worked

RED, BLUE = (220, 20, 20), (20, 20, 220)


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    clear_queue()


def photo(width: int = 400, height: int = 200) -> bytes:
    """A JPEG as a phone writes it: red on the left, lying on its side (to be turned by 90°), with a place in it."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Klara"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def process(actor: Actor, file_id: UUID, **wish: object) -> Job:
    return worked(actions.run(actor, images.process, {"file_id": file_id, **wish}).value.id)


def opened(actor: Actor, file_id: object) -> Image.Image:
    assert actor.tenant_id
    return Image.open(files.path(actor.tenant_id, UUID(str(file_id))))


def test_a_photo_is_turned_upright_made_smaller_and_bared(owner: Actor) -> None:
    file_id = upload(owner, "holiday.jpg", photo())
    job = process(owner, file_id, width=100, format="jpeg", thumbnail=32)
    assert (job.status, job.error_message) == ("completed", None)
    assert job.result
    full, small = job.result["images"]
    picture = opened(owner, full["fileId"])
    assert (picture.format, picture.size) == ("JPEG", (100, 200))
    assert not picture.getexif()
    assert owner.tenant_id
    assert b"Klara" not in files.path(owner.tenant_id, UUID(full["fileId"])).read_bytes()
    top, bottom = picture.getpixel((50, 20)), picture.getpixel((50, 180))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > 100 > top[2]
    assert bottom[2] > 150 > 100 > bottom[0]
    assert opened(owner, small["fileId"]).size == (32, 32)
    rows = actions.run(owner, images.list_, {"file_id": file_id}).value
    assert {(row.variant, row.name) for row in rows} == {
        ("full", "holiday.jpg"),
        ("thumbnail", "holiday-thumbnail.jpg"),
    }


@pytest.mark.parametrize("form", ["webp", "png"])
def test_transparency_stays(owner: Actor, form: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 200, 0, 0)).save(out, "PNG")
    job = process(owner, upload(owner, "logo.png", out.getvalue()), format=form, width=20, height=20, fit="cover")
    assert job.result
    picture = opened(owner, job.result["images"][0]["fileId"])
    assert (picture.format, picture.size, picture.mode) == (form.upper(), (20, 20), "RGBA")
    pixel = picture.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


def test_nothing_is_made_larger(owner: Actor) -> None:
    job = process(owner, upload(owner, "small.jpg", photo(40, 20)), width=4000, height=4000)
    assert job.result
    assert opened(owner, job.result["images"][0]["fileId"]).size == (20, 40)


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("bomb.png", bomb(), "million pixels"),
        ("table.csv", b"a,b\n1,2\n", "no picture"),
        ("cut.jpg", photo()[:900], "broken"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
    ],
    ids=["bomb", "table", "cut", "drawing"],
)
def test_what_is_no_sound_picture_fails_at_once_and_says_why(owner: Actor, name: str, sent: bytes, said: str) -> None:
    job = process(owner, upload(owner, name, sent))
    assert (job.status, job.attempts) == ("failed", 1)
    assert said in (job.error_message or "")


def test_rights(owner: Actor, other: Actor, viewer: Actor) -> None:
    file_id = upload(owner, "holiday.jpg", photo())
    with pytest.raises(NotFound):
        actions.run(other, images.process, {"file_id": file_id})
    with pytest.raises(Refused):
        actions.run(viewer, images.process, {"file_id": file_id})
    actions.run(colleague(owner, "Mia", "manager"), images.process, {"file_id": file_id})


def test_what_the_job_did_can_be_read(owner: Actor) -> None:
    job = process(owner, upload(owner, "holiday.jpg", photo()), width=100)
    with house_session() as session:
        lines = session.scalars(select(col(JobLog.line)).where(col(JobLog.job_id) == job.id)).all()
    assert any("holiday.jpg" in line for line in lines)
