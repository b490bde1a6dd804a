"""The job that sends a mail: intent first, then the call, then its answer, each committed by itself."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from sqlalchemy import select
from sqlmodel import col

from app.core.access import Permission
from app.core.db import Session
from app.core.effects import Effect, EffectState, carry_out, give_up, intend, on_settled
from app.core.errors import Invalid, NotFound
from app.core.events import touch
from app.core.mail.address import address
from app.core.mail.choosing import letter_for
from app.core.mail.models import Mail, MailState
from app.core.mail.smtp import configured, deliver
from app.core.queue import Context, Payload, kind

KIND = "mail"
# Their links open an account: once they are on their way, their contents are no longer kept.
SECRET = {"verify-email", "reset-password", "invitation"}
TAKEN_OUT = "(This mail carried a link that works once. It was sent, and its contents are no longer kept.)"


class Send(Payload):
    """Either a mail that is written already, or what to write and to whom."""

    mail_id: UUID | None = None
    to: str | None = None
    template: str | None = None
    variables: dict[str, Any] = Field(default_factory=dict)

    @field_validator("to")
    @classmethod
    def _addressed(cls, to: str | None) -> str | None:
        try:
            return to and address(to)
        except Invalid as error:
            raise ValueError(error.message) from None

    @model_validator(mode="after")
    def _whole(self) -> "Send":
        if self.mail_id is None and not (self.to and self.template):
            raise ValueError("a mail needs `to` and `template`")
        return self


def failed(session: Session, job: Context, reason: str) -> None:
    """Settle the sending of the job, and with it its mail, and show in the outbox one that never came to be sent."""
    give_up(session, job.id, reason)
    mine = select(Mail).where(col(Mail.job_id) == job.id, col(Mail.state) == MailState.WAITING)
    for mail in session.scalars(mine):
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

    A worker killed between the call and the server's answer leaves the mail unknown; it is never sent again by guess.
    """
    mail, effect_id = _begin(job, payload)
    answer = carry_out(job, effect_id, lambda: _deliver(mail), repeatable=False)
    return {"mailId": str(mail.id), **answer}


def _deliver(mail: Mail) -> dict[str, Any]:
    if not configured():
        return {"state": MailState.KEPT.value}
    deliver(mail)
    return {"state": MailState.SENT.value}


def _begin(job: Context, payload: Send) -> tuple[Mail, UUID]:
    with job.open() as session:
        mail = _written(session, job, payload)
        mail.job_id = job.id
        session.flush()
        return mail, _intent(session, job, mail).id


def _intent(session: Session, job: Context, mail: Mail) -> Effect:
    """The sending that was written down with the mail, or a new one."""
    mine = select(Effect).where(col(Effect.job_id) == job.id, col(Effect.kind) == KIND)
    found = session.scalars(mine).first()
    if found:
        return found
    told = {"mailId": str(mail.id), "template": mail.template, "subject": mail.subject}
    return intend(session, key=f"mail:{mail.id}", kind=KIND, target=mail.to, request=told, job_id=job.id)


def _written(session: Session, job: Context, payload: Send) -> Mail:
    mine = col(Mail.id) == payload.mail_id if payload.mail_id else col(Mail.job_id) == job.id
    mail = session.scalars(select(Mail).where(mine)).first()
    if mail is None and payload.mail_id:
        raise NotFound("This mail has been removed.")
    if mail is None:
        letter = letter_for(session, payload.template or "", payload.variables)
        to, template = address(payload.to or ""), payload.template or ""
        mail = Mail(
            to=to, template=template, subject=letter.subject, text=letter.text, html=letter.html, logo_id=letter.logo_id
        )
        session.add(mail)
    return mail


@on_settled
def _settled(session: Session, effect: Effect) -> None:
    """Show in the outbox what became of the mail."""
    mail_id = effect.request.get("mailId")
    if effect.kind != KIND or not mail_id:
        return
    mail = session.scalars(select(Mail).where(col(Mail.id) == UUID(mail_id))).first()
    if mail is None:
        return
    mail.error_message = effect.error_message
    if effect.state != EffectState.SENT:
        unknown = effect.state == EffectState.UNKNOWN
        mail.state = (MailState.UNKNOWN if unknown else MailState.FAILED).value
    elif (effect.answer or {}).get("state") == MailState.KEPT:
        mail.state = MailState.KEPT.value
    else:
        mail.state, mail.sent_at = MailState.SENT.value, datetime.now(UTC)
        if mail.template in SECRET:
            mail.text = mail.html = TAKEN_OUT
    touch(session, "mail")
