"""Asking for a mail, in the transaction of the change that causes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.db import Session
from app.core.mail.choosing import letter_for
from app.core.mail.composing import post
from app.core.mail.models import Mail


def send(
    session: Session,
    to: str,
    template: str,
    variables: Mapping[str, Any],
    *,
    scheduled_for: datetime | None = None,
    tenant_id: UUID | None = None,
) -> Mail:
    """Write the mail `template` to one address; a job sends it once this is committed, or at `scheduled_for`.

    `tenant_id` is needed only in a house session. Raises Invalid for an address that cannot be one, an unknown template
    or a missing variable.
    """
    letter = letter_for(session, template, variables)
    return post(session, to, template, letter, scheduled_for=scheduled_for, tenant_id=tenant_id)
