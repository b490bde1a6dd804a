"""The outbox page: mails that were sent, that failed, or that stay here because no mail server is configured."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, house_session
from app.core.errors import Invalid, NotFound, Refused
from app.core.mail.delivery import SECRET
from app.core.mail.logo import inlined
from app.core.mail.models import Mail, MailState
from app.core.mail.smtp import configured
from app.core.said import Said
from app.core.settings import settings

Limit = Annotated[int, Field(ge=1, le=200)]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHOWN = timedelta(days=1)
HIDDEN = "(This mail carries a link that lets somebody in; only an owner sees it.)"


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail of the outbox."""

    id: UUID
    to: str
    template: str
    subject: str
    text: str
    html: str
    state: str
    error_message: Said | None
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailPage:
    """Some mails, newest first, and the cursor of the next ones."""

    items: list[MailRow]
    next_cursor: str | None


def is_open() -> bool:
    """Whether the outbox shows account mails to anybody: only while no mail server is set and all is on this machine.

    The doors must also see to it that the request itself comes from this machine.
    """
    known = settings()
    hosts = {known.host, urlsplit(known.public_url).hostname or ""}
    return not configured() and known.outbox == "first-run" and hosts <= LOOPBACK


@action(
    "mail.list", permission=Permission.MAIL_READ, effect=Effect.READ, title="Show outbox", palette="/settings/outbox"
)
def list_mails(session: Session, actor: Actor, cursor: str | None = None, limit: Limit = 50) -> MailPage:
    """Mails of the organisation, newest first; invitations open an account, so only an owner reads their links."""
    page = _page(session, cursor, limit, col(Mail.tenant_id) == actor.tenant_id)
    return MailPage([_veiled(row, actor) for row in page.items], page.next_cursor)


@action("mail.get", permission=Permission.MAIL_READ, effect=Effect.READ, title="Look at mail")
def get(session: Session, actor: Actor, id: UUID) -> MailRow:
    """One mail of the organisation with its logo in it, as `mail.list` shows it; raises NotFound."""
    mail = session.scalars(select(Mail).where(col(Mail.tenant_id) == actor.tenant_id, col(Mail.id) == id)).first()
    if mail is None:
        raise NotFound("There is no such mail (any more).")
    row = replace(_row(mail), html=inlined(mail.html, mail.tenant_id, mail.logo_id))
    return _veiled(row, actor)


@action("mail.outbox", permission=Permission.PUBLIC, effect=Effect.READ, title="Show mails of this machine")
def outbox(session: Session, actor: Actor, limit: Limit = 20) -> MailPage:
    """The newest account mails, while this is a first run on one's own machine; raises Refused otherwise."""
    if not is_open():
        raise Refused("The outbox is open only while no mail server is set and Steward runs on this machine alone.")
    kept = col(Mail.state).in_((MailState.KEPT, MailState.WAITING)), col(Mail.template).in_(SECRET)
    with house_session() as house:
        return _page(house, None, limit, *kept, col(Mail.created_at) > func.now() - SHOWN)


def _veiled(row: MailRow, actor: Actor) -> MailRow:
    hidden = row.template in SECRET and actor.role != "owner"
    return replace(row, text=HIDDEN, html="") if hidden else row


def _page(session: Session, cursor: str | None, limit: int, *conditions: ColumnElement[bool]) -> MailPage:
    wanted = select(Mail).where(*conditions)
    if cursor:
        wanted = wanted.where(col(Mail.id) < _place(cursor))
    mails = session.scalars(wanted.order_by(col(Mail.id).desc()).limit(limit + 1)).all()
    more = str(mails[limit - 1].id) if len(mails) > limit else None
    return MailPage([_row(mail) for mail in mails[:limit]], more)


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None


def _row(mail: Mail) -> MailRow:
    return MailRow(**{name: getattr(mail, name) for name in MailRow.__slots__})
