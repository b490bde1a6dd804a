"""Mails written beside the change that causes them: letter, intent and job in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core.db import Session
from app.core.effects import intend
from app.core.mail.address import address
from app.core.mail.choosing import letter_for
from app.core.mail.delivery import Send, email_send
from app.core.mail.letter import Letter
from app.core.mail.models import Mail
from app.core.queue import enqueue


def write(
    session: Session,
    *,
    to: str,
    template: str,
    scope: Mapping[str, Any],
    key: str | None = None,
    waiter: str | None = None,
    scheduled_for: datetime | None = None,
) -> Mail:
    """Write the mail, its intent in the send ledger and the job that sends it; the same key writes no second mail.

    The job carries the mail's id only, for who may see jobs may not read mails. Raises Invalid as letter_for does, and
    for an address that cannot be one.
    """
    letter = letter_for(session, template, scope)
    return post(session, to, template, letter, key=key, waiter=waiter, scheduled_for=scheduled_for)


def post(
    session: Session,
    to: str,
    template: str,
    letter: Letter,
    *,
    key: str | None = None,
    waiter: str | None = None,
    scheduled_for: datetime | None = None,
    tenant_id: UUID | None = None,
) -> Mail:
    """Keep a letter as a mail, with its intent and its job; the same key gives the mail that is there."""
    mail = Mail(
        to=address(to),
        template=template,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        logo_id=letter.logo_id,
    )
    if tenant_id:
        mail.tenant_id = tenant_id
    request = {"mailId": str(mail.id), "template": template, "subject": letter.subject}
    effect = intend(
        session,
        key=key or f"mail:{mail.id}",
        kind="mail",
        target=mail.to,
        request=request,
        waiter=waiter,
        tenant_id=tenant_id,
    )
    earlier = UUID(str(effect.request["mailId"]))
    if earlier != mail.id:
        return session.scalars(select(Mail).where(col(Mail.id) == earlier)).one()
    session.add(mail)
    session.flush()
    job = enqueue(session, email_send, Send(mail_id=mail.id), scheduled_for=scheduled_for, tenant_id=tenant_id)
    mail.job_id = effect.job_id = job.id
    return mail
