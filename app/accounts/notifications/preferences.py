"""How a person wants to be told: per kind and channel, quiet hours, the hour of the summary."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.accounts.notifications.kinds import find, registered
from app.accounts.notifications.models import EmailWhen, NotificationHours, Preference
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, Refused
from app.core.said import Said

Hour = Annotated[int, Field(ge=0, le=23)]


@dataclass(frozen=True, slots=True)
class Choice:
    """How I hear of one kind."""

    kind: str
    title: Said
    meaning: Said
    in_app: bool
    email: EmailWhen


@dataclass(frozen=True, slots=True)
class Choices:
    """How I want to be told of everything; hours are of my own zone."""

    kinds: list[Choice]
    quiet_from: time | None
    quiet_until: time | None
    digest_hour: int
    zone: str


@action("notification.preferences", permission=Permission.SELF, effect=Effect.READ, title="Show notification settings")
def preferences(session: Session, actor: Actor) -> Choices:
    """My choice for every kind, and my hours."""
    own = {p.kind: p for p in session.scalars(select(Preference).where(col(Preference.member_id) == actor.member_id))}
    kinds = [
        Choice(k.name, k.title, k.meaning, own[k.name].in_app, EmailWhen(own[k.name].email))
        if k.name in own
        else Choice(k.name, k.title, k.meaning, k.in_app, k.email)
        for k in registered()
    ]
    hours = _hours(session, actor)
    if hours is None:
        return Choices(kinds, None, None, 8, actor.zone)
    return Choices(kinds, hours.quiet_from, hours.quiet_until, hours.digest_hour, actor.zone)


@action(
    "notification.set_preference",
    permission=Permission.SELF,
    effect=Effect.WRITE,
    title="Change notification settings",
    palette="/settings/notifications",
)
def set_preference(session: Session, actor: Actor, kind: str, in_app: bool, email: EmailWhen) -> Choices:
    """Choose how I hear of one kind; raises Invalid for an unknown one."""
    find(kind)
    mine = select(Preference).where(col(Preference.member_id) == actor.member_id, col(Preference.kind) == kind)
    own = session.scalars(mine).first() or Preference(member_id=_member(actor), kind=kind)
    own.in_app, own.email = in_app, email.value
    session.add(own)
    session.flush()
    return preferences(session, actor)


@action("notification.set_hours", permission=Permission.SELF, effect=Effect.WRITE, title="Change quiet hours")
def set_hours(
    session: Session,
    actor: Actor,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    digest_hour: Hour = 8,
) -> Choices:
    """Choose when no mails come (both times, or neither) and at what hour the summary does; raises Invalid."""
    if (quiet_from is None) != (quiet_until is None):
        raise Invalid("Quiet hours need a beginning and an end.", fields={"quietUntil": "give both or neither"})
    hours = _hours(session, actor) or NotificationHours(member_id=_member(actor))
    hours.quiet_from, hours.quiet_until = _plain(quiet_from), _plain(quiet_until)
    hours.digest_hour = digest_hour
    session.add(hours)
    session.flush()
    return preferences(session, actor)


def _hours(session: Session, actor: Actor) -> NotificationHours | None:
    mine = select(NotificationHours).where(col(NotificationHours.member_id) == actor.member_id)
    return session.scalars(mine).first()


def _member(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise Refused("Only a person has notifications.")
    return actor.member_id


def _plain(at: time | None) -> time | None:
    return at.replace(tzinfo=None, second=0, microsecond=0) if at else None
