"""Pictures of people and the organisation's logo: which they are, and taking them away."""

from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts.models import Picture
from app.accounts.rows import PictureRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.events import record
from app.core.files import File, FileRow
from app.core.files.rows import row as file_row

NOTHING = PictureRow(href=None, working=False, error=None)


@action("account.picture", permission=Permission.SELF, effect=Effect.READ, title="Look at one's picture")
def mine(session: Session, actor: Actor) -> PictureRow:
    """One's own picture, and whether another one is being made."""
    return picture_row(find(session, actor.member_id))


@action("tenant.logo", permission=Permission.SETTINGS_READ, effect=Effect.READ, title="Look at logo")
def logo(session: Session, actor: Actor) -> PictureRow:
    """The organisation's logo, and whether another one is being made."""
    return picture_row(find(session, None))


@action("picture.faces", permission=Permission.SELF, effect=Effect.READ, title="Look at people's pictures")
def faces(session: Session, actor: Actor) -> dict[UUID, str]:
    """Where the pictures of people are looked at, by member; those without one are missing."""
    shown = col(Picture.member_id).is_not(None), col(Picture.file_id).is_not(None)
    found = session.execute(select(col(Picture.member_id), col(Picture.file_id)).where(*shown))
    return {member: f"/api/pictures/{file}" for member, file in found if member}


@action("account.remove_picture", permission=Permission.SELF, effect=Effect.WRITE, title="Remove one's picture")
def remove_mine(session: Session, actor: Actor) -> PictureRow:
    """Show initials again instead of one's picture; raises NotFound where there is none."""
    return _remove(session, actor.member_id)


@action("tenant.remove_logo", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Remove logo")
def remove_logo(session: Session, actor: Actor) -> PictureRow:
    """Show the organisation's letter again instead of its logo; raises NotFound where there is none."""
    return _remove(session, None)


@action("picture.get", permission=Permission.SELF, effect=Effect.READ, title="Look at picture")
def get(session: Session, actor: Actor, file_id: UUID) -> FileRow:
    """The file of a picture that is shown to everybody in the organisation; raises NotFound."""
    same = and_(col(File.tenant_id) == col(Picture.tenant_id), col(File.id) == col(Picture.file_id))
    found = session.scalars(select(File).join(Picture, same).where(col(File.id) == file_id)).first()
    if found is None:
        raise NotFound("There is no such picture (any more).")
    return file_row(found)


def find(session: Session, member_id: UUID | None) -> Picture | None:
    """The picture of that member, or the logo."""
    return session.scalars(select(Picture).where(col(Picture.member_id).is_not_distinct_from(member_id))).first()


def href(file_id: UUID | None) -> str | None:
    """Where a picture is looked at."""
    return f"/api/pictures/{file_id}" if file_id else None


def picture_row(picture: Picture | None) -> PictureRow:
    """The picture as its page shows it."""
    if picture is None:
        return NOTHING
    return PictureRow(href(picture.file_id), picture.job_id is not None, picture.error)


def await_job(session: Session, member_id: UUID | None, name: str, job_id: UUID) -> PictureRow:
    """Note that this job makes the picture; the one there stays until it is done."""
    picture = find(session, member_id) or Picture(member_id=member_id, name=name)
    picture.name, picture.job_id, picture.error = name, job_id, None
    return _saved(session, picture)


def settle(session: Session, job_id: UUID, file_id: UUID | None, error: str | None = None) -> None:
    """Show what the job has made, or say why it made nothing; does nothing where nobody waits for it (any more)."""
    picture = session.scalars(select(Picture).where(col(Picture.job_id) == job_id)).first()
    if picture is None:
        return
    picture.file_id, picture.job_id, picture.error = file_id or picture.file_id, None, error
    _saved(session, picture)


def _remove(session: Session, member_id: UUID | None) -> PictureRow:
    picture = find(session, member_id)
    if picture is None or (picture.file_id is None and picture.job_id is None):
        raise NotFound("There is no picture to remove.")
    picture.file_id = picture.job_id = picture.error = None
    return _saved(session, picture)


def _saved(session: Session, picture: Picture) -> PictureRow:
    session.add(picture)
    session.flush()
    record(session, "picture.changed", picture, member_id=picture.member_id)
    return picture_row(picture)
