"""The job that sends a mail: intent first, then the call, then its answer, each committed by itself."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlmodel import col

from app.core.access import Permission
from app.core.db import Session
from app.core.errors import NotFound
from app.core.events import touch
from app.core.mail.address import address
from app.core.mail.letter import compose
from app.core.mail.models import Mail, MailState
from app.core.mail.smtp import configured, deliver
from app.core.queue import Context, Payload, kind

# Their links open an account: once they are on their way, their contents are no longer kept.
SECRET = {"verify-email", "reset-password", "invitation"}
TAKEN_OUT = "(This mail carried a link that works once. It was sent, and its contents are no longer kept.)"


class Send(Payload):
    """Either a mail that is written already, or what to write and to whom."""

    mail_id: UUID | None = None
    to: str | None = None
    template: str | None = None
    variables: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> "Send":
        if self.mail_id is None and not (self.to and self.template):
            raise ValueError("a mail needs `to` and `template`")
        return self


def failed(session: Session, job: Context, reason: str) -> None:
    """Show in the outbox that the mail could not be sent."""
    mail = session.scalars(select(Mail).where(col(Mail.job_id) == job.id)).first()
    if mail:
        mail.state, mail.error_message = MailState.FAILED.value, reason
        touch(session, "mail")


@kind(
    "email.send",
    title="Send e-mail",
    payload=Send,
    attempts=3,
    delay=60,
    time_limit=60,
    permission=Permission.SETTINGS_WRITE,
    failed=failed,
)
def email_send(job: Context, payload: Send) -> dict[str, Any]:
    """Send one mail by SMTP, or keep it in the outbox where no server is configured.

    A worker killed between the server's answer and ours sends it again, under the same Message-ID: a mail twice is
    better than none.
    """
    mail = _begin(job, payload)
    if mail.state == MailState.SENDING:
        deliver(mail)
        _settle(job.session, mail.id)
    return {"mailId": str(mail.id), "state": "sent" if configured() else "kept"}


def _begin(job: Context, payload: Send) -> Mail:
    with job.open() as session:
        mail = _written(session, job, payload)
        if mail.state in {MailState.WAITING, MailState.SENDING, MailState.FAILED}:
            mail.state = (MailState.SENDING if configured() else MailState.KEPT).value
        mail.job_id = job.id
        touch(session, "mail")
    return mail


def _written(session: Session, job: Context, payload: Send) -> Mail:
    mine = col(Mail.id) == payload.mail_id if payload.mail_id else col(Mail.job_id) == job.id
    mail = session.scalars(select(Mail).where(mine)).first()
    if mail is None and payload.mail_id:
        raise NotFound("This mail has been removed.")
    if mail is None:
        letter = compose(payload.template or "", payload.variables)
        to, template = address(payload.to or ""), payload.template or ""
        mail = Mail(to=to, template=template, subject=letter.subject, text=letter.text, html=letter.html)
        session.add(mail)
    return mail


def _settle(session: Session, mail_id: UUID) -> None:
    mail = session.scalars(select(Mail).where(col(Mail.id) == mail_id)).one()
    mail.state, mail.sent_at, mail.error_message = MailState.SENT.value, datetime.now(UTC), None
    if mail.template in SECRET:
        mail.text = mail.html = TAKEN_OUT
    touch(session, "mail")
