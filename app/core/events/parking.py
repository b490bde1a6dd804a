"""Events set aside because a consumer failed at them, or at an earlier one of their record."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlmodel import col

from app.core.db import Session
from app.core.db.session import as_house
from app.core.events.consumers import Consumer
from app.core.events.models import Event
from app.core.events.positions import Missed, Parked
from app.core.events.taking import take_one
from app.core.times import utc_now

TRIES = 6
AT_ONCE = 50
LONGEST = 2_000
NOW = func.clock_timestamp()

Record = tuple[UUID, str, UUID]


def record_of(event: Event | Parked) -> Record:
    """What tells one record from another: the order of events is kept for each."""
    return (event.tenant_id, event.record_table, event.record_id)


def held_up(session: Session, known: Consumer, events: Iterable[Event]) -> set[Record]:
    """The records of these events of which an earlier event is parked; for a house session."""
    ids = {event.record_id for event in events}
    mine = select(Parked).where(col(Parked.consumer) == known.name, col(Parked.record_id).in_(ids))
    return {record_of(parked) for parked in session.scalars(mine)} if ids else set()


def park(session: Session, known: Consumer, event: Event, reason: str | None) -> None:
    """Set an event aside: tried again soon if it failed for `reason`, else once those before it are through."""
    parked = Parked(
        tenant_id=event.tenant_id,
        consumer=known.name,
        event_id=event.id,
        record_table=event.record_table,
        record_id=event.record_id,
        place=event.place or 0,
    )
    if reason is not None:
        _failed(parked, reason)
    session.add(parked)


def retry_parked(session: Session, known: Consumer) -> int:
    """Try those again whose time has come, and what waits behind each; returns how many were taken."""
    due = col(Parked.consumer) == known.name, col(Parked.again_at) <= NOW
    with as_house(session):
        heads = session.scalars(select(Parked).where(*due).order_by(col(Parked.again_at)).limit(AT_ONCE)).all()
    return sum(_work_off(session, known, head) for head in heads)


def _work_off(session: Session, known: Consumer, head: Parked) -> int:
    with as_house(session):
        same = col(Parked.record_id) == head.record_id, col(Parked.record_table) == head.record_table
        mine = select(Parked, Event).join(Event, col(Event.id) == col(Parked.event_id), isouter=True)
        mine = mine.where(col(Parked.consumer) == known.name, col(Parked.tenant_id) == head.tenant_id, *same)
        line = session.execute(mine.order_by(col(Parked.place)).limit(AT_ONCE)).all()
    taken = 0
    for parked, event in line:
        # The outer join leaves none where the event is no longer kept.
        reason = take_one(session, known, event) if event else None
        with as_house(session):
            if reason is not None and not _hopeless(session, parked, reason):
                return taken
            session.execute(delete(Parked).where(col(Parked.id) == parked.id))
        taken += reason is None
    _pass_on(session, known, head, after=line[-1][0].place if len(line) == AT_ONCE else None)
    return taken


def _hopeless(session: Session, parked: Parked, reason: str) -> bool:
    """Whether this was the last try; if so it is noted as missed."""
    _failed(parked, reason)
    if parked.tries < TRIES:
        session.flush()
        return False
    session.add(
        Missed(tenant_id=parked.tenant_id, consumer=parked.consumer, event_id=parked.event_id, reason=reason[:LONGEST])
    )
    return True


def _failed(parked: Parked, reason: str) -> None:
    parked.tries += 1
    parked.reason = reason[:LONGEST]
    parked.again_at = NOW + timedelta(seconds=2**parked.tries)  # pyright: ignore[reportAttributeAccessIssue]


def _pass_on(session: Session, known: Consumer, head: Parked, after: int | None) -> None:
    """Let the next of a long line be tried at once."""
    if after is None:
        return
    same = col(Parked.record_id) == head.record_id, col(Parked.record_table) == head.record_table
    mine = select(Parked).where(col(Parked.consumer) == known.name, col(Parked.tenant_id) == head.tenant_id, *same)
    with as_house(session):
        for following in islice(session.scalars(mine.order_by(col(Parked.place)).limit(1)), 1):
            following.again_at = utc_now()
