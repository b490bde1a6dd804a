"""Notifications, and what each person wants to hear of and when."""

from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow, reference

MOMENT = DateTime(timezone=True)


class EmailWhen(StrEnum):
    """Whether a notification also comes by mail: at once, with the daily summary, or never."""

    NOW = "now"
    DIGEST = "digest"
    NEVER = "never"


class Notification(TenantRow, table=True):
    """Something a person shall know; `in_app`: the bell shows it, `email`: when a mail tells of it too."""

    __tablename__ = "notification"
    __table_args__ = (
        reference("member", "member_id", ondelete="cascade"),
        Index("notification_of_member", "tenant_id", "member_id", text("id DESC")),
        Index(
            "notification_unread",
            "tenant_id",
            "member_id",
            postgresql_where=text("read_at IS NULL AND in_app"),
        ),
        Index("notification_unmailed", "tenant_id", "member_id", postgresql_where=text("email = 'digest'")),
    )

    member_id: UUID
    kind: str
    title: str
    body: str = ""
    link: str = ""
    in_app: bool = True
    email: str = EmailWhen.NEVER.value
    read_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]


class Preference(OwnedRow, table=True):
    """How one person wants to hear of one kind."""

    __tablename__ = "notification_preference"
    __table_args__ = (
        reference("member", "member_id", ondelete="cascade"),
        Index("notification_preference_one", "tenant_id", "member_id", "kind", unique=True),
    )

    member_id: UUID
    kind: str
    in_app: bool = True
    email: str = EmailWhen.NEVER.value


class NotificationHours(OwnedRow, table=True):
    """When one person wants no mails, and at what hour the summary comes; hours are of the zone they read in."""

    __tablename__ = "notification_hours"
    __table_args__ = (
        reference("member", "member_id", ondelete="cascade"),
        Index("notification_hours_one", "tenant_id", "member_id", unique=True),
    )

    member_id: UUID
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int = 8
    digest_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
