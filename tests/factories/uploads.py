"""Files as people upload them."""

from uuid import UUID

from app.core import actions, files
from app.core.actor import Actor
from app.core.files import actions as file_actions


def upload(actor: Actor, name: str, data: bytes, media_type: str = "application/octet-stream") -> UUID:
    """A kept file of these bytes."""
    with files.draft(actor.tenant_id) as draft:
        draft.write(data)
        draft.flush()
        given = {"file_id": draft.id, "name": name, "media_type": media_type, "sha256": draft.sha256}
        return actions.run(actor, file_actions.keep, given).value.id
