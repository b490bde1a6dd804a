"""Telling people which leads have become theirs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.notifications import Notification, notify
from app.core import times
from app.core.db import Session
from app.crm.models import Lead

KIND = "lead.assigned"
# Of many leads that come together people hear once in such a time.
PAUSE = timedelta(minutes=10)
MANY = "New leads for you"


def announce(session: Session, lead_id: UUID) -> None:
    """Tell the owner of a lead that it is theirs now, and why."""
    found = select(col(Lead.name), col(Lead.owner_id), col(Lead.assigned_reason), col(Lead.sample))
    name, owner_id, reason, sample = session.execute(found.where(col(Lead.id) == lead_id)).one()
    if owner_id and not sample:
        notify(session, owner_id, KIND, f"New lead: {name}", reason or "", f"/leads/{lead_id}")


@dataclass(frozen=True, slots=True)
class Given:
    """A lead and the one who has it now."""

    lead_id: UUID
    owner_id: UUID | None
    sample: bool = False


def announce_many(session: Session, given: Sequence[Given]) -> None:
    """Tell owners of the leads that were given to them together: of a single one by name, of several at once."""
    told = [one for one in given if one.owner_id and not one.sample]
    count = Counter(one.owner_id for one in told)
    for one in told:
        if count[one.owner_id] == 1:
            announce(session, one.lead_id)
    for owner_id, many in count.items():
        if owner_id and many > 1 and not _told_lately(session, owner_id):
            notify(session, owner_id, KIND, MANY, "Several came together; the list has them all.", "/leads")


def _told_lately(session: Session, owner_id: UUID) -> bool:
    lately = (col(Notification.created_at) > times.utc_now() - PAUSE, col(Notification.title) == MANY)
    mine = select(col(Notification.id)).where(col(Notification.member_id) == owner_id, col(Notification.kind) == KIND)
    return session.scalar(mine.where(*lately).limit(1)) is not None
