"""The table of mails that left the house, or wait in its own outbox."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field

from app.core.db import HouseRow
from app.core.db.rows import CURRENT_TENANT


class MailState(StrEnum):
    """Where a mail stands; KEPT lies in the outbox because no mail server is configured.

    UNKNOWN may have been sent: the work stopped before the server's answer was known, and a person decides.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"
    UNKNOWN = "unknown"


class Mail(HouseRow, table=True):
    """One mail to one person, written with the change that causes it; account mails belong to no tenant.

    `logo_id` is the picture of the tenant that rides along.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("mail_of_tenant", "tenant_id", text("id DESC")),
        Index("mail_recent", text("id DESC")),
    )

    tenant_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    to: str
    template: str
    subject: str
    text: str
    html: str
    logo_id: UUID | None = None
    state: str = MailState.WAITING.value
    job_id: UUID | None = None
    error_message: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]
