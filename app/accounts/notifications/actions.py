"""The bell: what a person was told, and how they want to be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import col

from app.accounts.notifications.models import Notification
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import touch
from app.core.said import Said

Limit = Annotated[int, Field(ge=1, le=100)]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One line of the bell."""

    id: UUID
    kind: str
    title: Said
    body: Said
    link: str
    read_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """Some notifications, newest first, the cursor of the next ones, and how many are unread in all."""

    items: list[NotificationRow]
    next_cursor: str | None
    unread: int


@action(
    "notification.list",
    permission=Permission.SELF,
    effect=Effect.READ,
    title="Show notifications",
    palette="/inbox",
)
def list_notifications(
    session: Session, actor: Actor, unread_only: bool = False, cursor: str | None = None, limit: Limit = 30
) -> NotificationPage:
    """What I was told, newest first."""
    wanted = select(Notification).where(*_mine(actor))
    if unread_only:
        wanted = wanted.where(col(Notification.read_at).is_(None))
    if cursor:
        wanted = wanted.where(col(Notification.id) < _place(cursor))
    found = session.scalars(wanted.order_by(col(Notification.id).desc()).limit(limit + 1)).all()
    more = str(found[limit - 1].id) if len(found) > limit else None
    return NotificationPage([_row(told) for told in found[:limit]], more, _unread(session, actor))


@action("notification.unread_count", permission=Permission.SELF, effect=Effect.READ, title="Count notifications")
def unread_count(session: Session, actor: Actor) -> int:
    """How many notifications I have not read."""
    return _unread(session, actor)


@action("notification.read", permission=Permission.SELF, effect=Effect.WRITE, title="Mark notifications as read")
def read(session: Session, actor: Actor, ids: Ids) -> int:
    """Mark these as read; returns how many were unread. Those of others are left alone."""
    return _mark(session, actor, ids)


@action(
    "notification.read_all", permission=Permission.SELF, effect=Effect.WRITE, title="Mark all notifications as read"
)
def read_all(session: Session, actor: Actor) -> int:
    """Mark all my notifications as read; returns how many were unread."""
    return _mark(session, actor, None)


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return col(Notification.member_id) == actor.member_id, col(Notification.in_app).is_(True)


def _mark(session: Session, actor: Actor, ids: list[UUID] | None) -> int:
    marked = update(Notification).where(*_mine(actor), col(Notification.read_at).is_(None))
    if ids is not None:
        marked = marked.where(col(Notification.id).in_(ids))
    done = session.execute(marked.values(read_at=func.now()).returning(col(Notification.id))).all()
    touch(session, "notification")
    return len(done)


def _unread(session: Session, actor: Actor) -> int:
    unread = select(func.count()).where(*_mine(actor), col(Notification.read_at).is_(None))
    return session.scalar(unread) or 0


def _row(told: Notification) -> NotificationRow:
    return NotificationRow(**{name: getattr(told, name) for name in NotificationRow.__slots__})


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None
