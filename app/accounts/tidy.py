"""Removing log-in sessions and tickets that are long over, addresses and browsers with them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, or_
from sqlmodel import col

from app.accounts.models import LoginSession, Ticket
from app.core.db import Session
from app.core.queue import Context, Payload, kind, schedule

KEPT = timedelta(days=30)


class Tidy(Payload):
    """Nothing to say."""


def remove_old(session: Session) -> int:
    """Delete sessions and tickets that ended 30 days ago, in a house session; gives how many."""
    before = func.now() - KEPT
    logins = delete(LoginSession).where(
        or_(
            col(LoginSession.ended_at) < before,
            col(LoginSession.expires_at) < before,
            col(LoginSession.ends_at) < before,
        )
    )
    gone = len(session.execute(logins.returning(col(LoginSession.id))).all())
    tickets = delete(Ticket).where(col(Ticket.expires_at) < before)
    return gone + len(session.execute(tickets.returning(col(Ticket.id))).all())


@schedule("accounts.tidy", "41 3 * * *")
@kind("accounts.tidy", title="Remove old sessions", payload=Tidy, time_limit=300)
def tidy(job: Context, payload: Tidy) -> dict[str, Any]:
    """Delete what ended 30 days ago."""
    return {"removed": remove_old(job.session)}
