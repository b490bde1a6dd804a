"""The public id of a source: it names the organisation too, so that a call finds its way without a log-in."""

import base64
import secrets
from uuid import UUID

from app.core.errors import NotFound

NOWHERE = "Nothing listens at this address (any more)."
RANDOM = 14


def new_public_id(tenant_id: UUID) -> str:
    """A fresh one, 40 letters long, that nobody can guess."""
    return base64.urlsafe_b64encode(tenant_id.bytes + secrets.token_bytes(RANDOM)).decode().rstrip("=")


def tenant_of(public_id: str) -> UUID:
    """Whose it is; raises NotFound for what is none."""
    try:
        raw = base64.b64decode(public_id + "=" * (-len(public_id) % 4), altchars=b"-_", validate=True)
    except (ValueError, UnicodeEncodeError):
        raise NotFound(NOWHERE) from None
    if len(raw) != 16 + RANDOM:
        raise NotFound(NOWHERE)
    return UUID(bytes=raw[:16])
