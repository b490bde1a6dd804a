"""By whose clock something comes to a person."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Account, Member
from app.accounts.tenants import zone_of
from app.core import times
from app.core.db import Session, as_house


def zone_of_member(session: Session, member_id: UUID) -> ZoneInfo:
    """The time zone in which a person reads: their own where they chose one, else the organisation's, as it is now."""
    account = select(col(Member.account_id)).where(col(Member.id) == member_id)
    account_id = session.scalar(account)
    with as_house(session):
        own = session.scalar(select(col(Account.zone)).where(col(Account.id) == account_id)) if account_id else None
    return times.zone(own) if own else zone_of(session)
