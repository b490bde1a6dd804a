"""Numbering events in the order in which they became visible."""

from sqlalchemy import func, select, update
from sqlmodel import col

from app.core.db import house_session
from app.core.events.models import Event

# Any number: it names the right to give places.
PLACING = 7_301_150
MOST = 20_000


def place() -> int:
    """Number the events that became visible since the last time; returns how many.

    Their `seq` is taken before the commit, so that a lower one may become visible later and would be passed by; a
    place is given only to what is visible, by one process at a time, and is therefore safe to read on from.
    """
    with house_session() as session:
        if not session.scalar(select(func.pg_try_advisory_xact_lock(PLACING))):
            return 0
        last = session.scalar(select(func.coalesce(func.max(col(Event.place)), 0))) or 0
        number = (last + func.row_number().over(order_by=col(Event.seq))).label("place")
        fresh = select(col(Event.id), number).where(col(Event.place).is_(None))
        numbered = fresh.order_by(col(Event.seq)).limit(MOST).subquery()
        done = update(Event).where(col(Event.id) == numbered.c.id).values(place=numbered.c.place)
        return len(
            session.execute(done.returning(col(Event.seq)), execution_options={"synchronize_session": False}).all()
        )
