"""Keeping and finding files."""

from uuid import UUID

from app.core.access import Permission, Reach
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.files.models import File
from app.core.files.rows import FileRow, row
from app.core.files.store import path

LONGEST_NAME = 200
# What somebody brought as a picture of themselves tells where it was taken; others see only what was made of it.
PORTRAIT = "portrait"


@action("file.keep", permission=Permission.IMPORTS_WRITE, effect=Effect.WRITE, title="Upload file")
def keep(
    session: Session, actor: Actor, file_id: UUID, name: str, media_type: str, sha256: str, purpose: str = "import"
) -> FileRow:
    """Describe a file whose bytes have been written; raises Invalid where they are not there."""
    return row(arrived(session, actor, file_id, name, media_type, sha256, purpose))


def arrived(
    session: Session, actor: Actor, file_id: UUID, name: str, media_type: str, sha256: str, purpose: str
) -> File:
    """The row of a file whose bytes have been written; raises Invalid where they are not there."""
    place = path(actor.tenant_id, file_id) if actor.tenant_id else None
    if place is None or not place.exists():
        raise Invalid("The file did not arrive; please send it again.")
    file = File(
        id=file_id,
        name=clean(name),
        media_type=media_type[:100],
        purpose=purpose,
        size=place.stat().st_size,
        sha256=sha256,
        member_id=actor.member_id,
    )
    session.add(file)
    session.flush()
    return file


@action("file.get", permission=Permission.IMPORTS_READ, effect=Effect.READ, title="Look at file")
def get(session: Session, actor: Actor, file_id: UUID) -> FileRow:
    """One kept file; what Steward made needs the rights to what it holds. Raises NotFound or Refused."""
    file = session.get(File, (actor.tenant_id, file_id)) if actor.tenant_id else None
    if file is None:
        raise NotFound("There is no such file (any more).")
    if actor.reach is Reach.OWN and file.member_id not in {None, actor.member_id}:
        raise NotFound("There is no such file (any more).")
    if file.purpose == PORTRAIT and file.member_id != actor.member_id:
        raise NotFound("There is no such file (any more).")
    if file.purpose == "export":
        actor.check(Permission.EXPORTS_READ)
    for needed in file.needs:
        actor.check(Permission(needed))
    return row(file)


def clean(name: str) -> str:
    """A file's name without folders and control characters, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[:LONGEST_NAME] or "file"
