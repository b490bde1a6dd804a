"""Sending a report to those who are to have it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications.notify import absolute
from app.analytics.content import Content
from app.analytics.models import ReportRun
from app.analytics.rules import TEAMS, team_of
from app.analytics.words import changed, told
from app.core import mail
from app.core.db import Session
from app.core.said import in_english, said


def send(session: Session, content: Content, run: ReportRun, recipients: Sequence[str]) -> int:
    """Write one mail to each person meant by `recipients`, with the figures and the link to the files; how many."""
    found = people(session, recipients)
    variables = {"title": f"{content.title}: {content.period}", "body": body(content), "link": absolute("/reports")}
    for to, name in found.items():
        mail.send(session, to, "notification", {**variables, "name": name})
    return len(found)


def people(session: Session, recipients: Sequence[str]) -> dict[str, str]:
    """The address and name of each person; a team that nobody is in falls to the owners."""
    found: dict[str, str] = {}
    for recipient in recipients:
        team = team_of(recipient)
        if team is None:
            found.setdefault(recipient, "there")
            continue
        found |= _members(session, TEAMS[team]) or _members(session, TEAMS["owner"])
    return found


def _members(session: Session, roles: set[str]) -> dict[str, str]:
    query = select(col(Member.email), col(Member.name)).where(col(Member.active), col(Member.role).in_(roles))
    return {email: name for email, name in session.execute(query.where(col(Member.email).is_not(None))) if email}


def body(content: Content) -> str:
    """The figures in lines of text."""
    lines: list[str] = []
    for one in content.figures:
        value = told(one.total, one.metric.unit, content.currency, content.locale)
        change = f" ({changed(one.change)})" if one.change is not None else ""
        note = f" – {said(content.locale, one.note)}" if one.note else ""
        lines.append(f"{said(content.locale, one.metric.title)}: {value}{change}{note}")
    if content.header:
        rows = in_english(f"{len(content.rows):,} rows")
        lines.append(f"{said(content.locale, content.view)}: {said(content.locale, rows)}")
    return "\n".join(lines)
