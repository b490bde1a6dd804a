"""The daily summary: each person's unread notifications in one mail, at their hour."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications.models import EmailWhen, Notification, NotificationHours
from app.accounts.notifications.notify import absolute
from app.accounts.rounds import ask_each
from app.accounts.zones import zone_of_member
from app.core import mail
from app.core.db import Session
from app.core.mail.brand import brand_of
from app.core.queue import Context, Payload, kind, schedule
from app.core.said import said
from app.core.times import utc_now

LONGEST = 20
DEFAULT_HOUR = 8
# Less than a day, so that a summary that came late yesterday does not push today's into tomorrow.
BETWEEN = timedelta(hours=20)


class Digest(Payload):
    """Nothing to say."""


@kind("notification.digest", title="Send daily summaries", payload=Digest, time_limit=300)
def digest(job: Context, payload: Digest) -> dict[str, Any]:
    """Send its summary to each member of this organisation whose hour it is."""
    now = utc_now()
    sent = sum(summarise(job.session, member_id, now) for member_id in _waiting(job.session))
    return {"sent": sent}


# Each quarter, for that is where the hours of some zones begin.
@schedule("notification.digests", "0,15,30,45 * * * *")
@kind("notification.digests", title="Look for due summaries", payload=Digest)
def digests(job: Context, payload: Digest) -> dict[str, Any]:
    """Ask for the summaries of each active organisation."""
    return ask_each(job, digest, _anybody)


def _waiting(session: Session) -> list[UUID]:
    members = select(col(Notification.member_id)).where(col(Notification.email) == EmailWhen.DIGEST)
    return list(session.scalars(members.distinct()))


def _anybody(session: Session) -> bool:
    now = utc_now()
    return any(_due(session, _hours(session, member_id), now) for member_id in _waiting(session))


def _due(session: Session, hours: NotificationHours, now: datetime) -> bool:
    hour = now.astimezone(zone_of_member(session, hours.member_id)).hour
    return hour == hours.digest_hour and not (hours.digest_at and now - hours.digest_at < BETWEEN)


def summarise(session: Session, member_id: UUID, now: datetime) -> bool:
    """Send a member their summary where it is their hour by their own clock; says whether a mail was written."""
    member = session.scalars(select(Member).where(col(Member.id) == member_id, col(Member.active))).first()
    hours = _hours(session, member_id)
    if not _due(session, hours, now):
        return False
    told = _take(session, member_id)
    hours.digest_at = now
    session.add(hours)
    if member is None or not member.email or not told:
        return False
    locale = brand_of(session).place.locale
    items = [{"title": said(locale, n.title), "body": said(locale, n.body)} for n in told[:LONGEST]]
    variables = {"name": member.name, "items": items, "count": len(told), "link": absolute("/inbox")}
    mail.send(session, member.email, "notification-digest", variables)
    return True


def _take(session: Session, member_id: UUID) -> list[Notification]:
    """The unread ones that wait for a summary, marked so that none comes twice."""
    mine = col(Notification.member_id) == member_id, col(Notification.email) == EmailWhen.DIGEST
    told = session.scalars(
        select(Notification).where(*mine, col(Notification.read_at).is_(None)).order_by(col(Notification.id))
    ).all()
    session.execute(update(Notification).where(*mine).values(email=EmailWhen.NEVER))
    return list(told)


def _hours(session: Session, member_id: UUID) -> NotificationHours:
    mine = select(NotificationHours).where(col(NotificationHours.member_id) == member_id)
    return session.scalars(mine).first() or NotificationHours(member_id=member_id, digest_hour=DEFAULT_HOUR)
