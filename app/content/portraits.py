"""Bringing a picture of oneself, or the organisation's logo."""

from uuid import UUID

from app.accounts import pictures
from app.accounts.rows import PictureRow
from app.content import pixels
from app.content.images import image_process
from app.core import files
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.files import actions as file_actions
from app.core.queue import enqueue

LARGEST = 10 * 1024**2
# Twice the largest size at which they are shown, for dense screens.
FACE = {"width": 192, "height": 192, "fit": "cover", "format": "webp"}
LOGO = {"width": 480, "height": 192, "fit": "inside", "format": "png"}


@action("account.set_picture", permission=Permission.SELF, effect=Effect.WRITE, title="Change one's picture")
def set_mine(session: Session, actor: Actor, file_id: UUID, name: str, media_type: str, sha256: str) -> PictureRow:
    """Show this picture, whose bytes have been written, beside one's name; a job cuts and bares it first.

    Raises Invalid where it is no picture, TooLarge beyond 50 million pixels.
    """
    kept = _keep(session, actor, file_id, name, media_type, sha256)
    job = enqueue(session, image_process, {"file_id": kept, **FACE})
    return pictures.await_job(session, actor.member_id, file_actions.clean(name), job.id)


@action("tenant.set_logo", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Change logo")
def set_logo(session: Session, actor: Actor, file_id: UUID, name: str, media_type: str, sha256: str) -> PictureRow:
    """Show this picture, whose bytes have been written, as the organisation's logo; a job makes it smaller first.

    Raises Invalid where it is no picture, TooLarge beyond 50 million pixels.
    """
    kept = _keep(session, actor, file_id, name, media_type, sha256)
    job = enqueue(session, image_process, {"file_id": kept, **LOGO})
    return pictures.await_job(session, None, file_actions.clean(name), job.id)


def _keep(session: Session, actor: Actor, file_id: UUID, name: str, media_type: str, sha256: str) -> UUID:
    file = file_actions.arrived(session, actor, file_id, name, media_type, sha256, file_actions.PORTRAIT)
    pixels.check(files.path(file.tenant_id, file.id))
    return file.id
