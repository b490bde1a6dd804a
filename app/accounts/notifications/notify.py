"""Telling a person something, in the ways they chose."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications.kinds import find
from app.accounts.notifications.models import EmailWhen, Notification, NotificationHours, Preference
from app.accounts.notifications.quiet import free_at
from app.accounts.zones import zone_of_member
from app.core import mail
from app.core.db import Session
from app.core.events import touch
from app.core.mail.brand import brand_of
from app.core.said import said
from app.core.settings import settings
from app.core.times import utc_now

LONGEST_TITLE = 200
LONGEST_BODY = 2_000


def notify(
    session: Session, member_id: UUID, kind: str, title: str, body: str = "", link: str = ""
) -> Notification | None:
    """Tell one member of this tenant; `link` is a path in the app ("/leads/…").

    Returns None where they want neither bell nor mail, or have left. Raises Invalid for an unknown kind.
    """
    member = session.scalars(select(Member).where(col(Member.id) == member_id, col(Member.active))).first()
    if member is None:
        return None
    in_app, email = chosen(session, member_id, kind)
    if not in_app and email is EmailWhen.NEVER:
        return None
    told = Notification(
        member_id=member_id,
        kind=kind,
        title=title[:LONGEST_TITLE],
        body=body[:LONGEST_BODY],
        link=link,
        in_app=in_app,
        email=email.value,
    )
    session.add(told)
    session.flush()
    touch(session, "notification")
    if email is EmailWhen.NOW and member.email:
        _mail(session, member, told)
    return told


def chosen(session: Session, member_id: UUID, kind: str) -> tuple[bool, EmailWhen]:
    """Whether the bell shows this kind to the person, and when a mail tells of it; raises Invalid."""
    known = find(kind)
    own = session.execute(
        select(col(Preference.in_app), col(Preference.email)).where(
            col(Preference.member_id) == member_id, col(Preference.kind) == kind
        )
    ).first()
    return (own.in_app, EmailWhen(own.email)) if own else (known.in_app, known.email)


def _mail(session: Session, member: Member, told: Notification) -> None:
    hours = session.scalars(select(NotificationHours).where(col(NotificationHours.member_id) == member.id)).first()
    now = utc_now()
    at = free_at(now, hours.quiet_from, hours.quiet_until, zone_of_member(session, member.id)) if hours else now
    locale = brand_of(session).place.locale
    words = {"title": said(locale, told.title), "body": said(locale, told.body)}
    variables = {"name": member.name, **words, "link": absolute(told.link)}
    later = at if at > now else None
    mail.send(session, member.email or "", "notification", variables, scheduled_for=later)


def absolute(path: str) -> str:
    """The address of a page of the app, for a mail."""
    return settings().public_url + (path if path.startswith("/") else f"/{path}")
