"""Asking for a mail, in the transaction of the change that causes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.db import Session
from app.core.mail.address import address
from app.core.mail.delivery import Send, email_send
from app.core.mail.letter import compose
from app.core.mail.models import Mail
from app.core.queue import enqueue


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

    The job carries the mail's id only, for who may see jobs may not read mails. `tenant_id` is needed only in a house
    session. Raises Invalid for an address that cannot be one, an unknown template or a missing variable.
    """
    letter = compose(template, variables)
    mail = Mail(to=address(to), template=template, subject=letter.subject, text=letter.text, html=letter.html)
    if tenant_id:
        mail.tenant_id = tenant_id
    session.add(mail)
    session.flush()
    job = enqueue(session, email_send, Send(mail_id=mail.id), scheduled_for=scheduled_for, tenant_id=tenant_id)
    mail.job_id = job.id
    return mail
