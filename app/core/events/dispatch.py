"""Handing events to their consumers: at least once, those of each record in order."""

import time
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.actor import NOBODY
from app.core.db import Session, house_session, open_session
from app.core.db.session import as_house
from app.core.events.consumers import Consumer, registered_consumers
from app.core.events.models import Event
from app.core.events.parking import NOW, Record, held_up, park, record_of, retry_parked
from app.core.events.placing import place
from app.core.events.positions import Parked, Position
from app.core.events.taking import take, take_one
from app.core.ids import new_id

__all__ = ["dispatch", "place"]

BATCH = 500
# Other duties of a dispatcher wait no longer than this while there is a backlog.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Portion:
    """The next events for one consumer, and the place to which they reach."""

    reach: int
    events: list[Event]


def dispatch() -> int:
    """Place new events and hand them on; returns how many were taken, over all consumers."""
    count, end = 0, time.monotonic() + PATIENCE
    while True:
        place()
        taken = sum(_feed(known) for known in _behind())
        count += taken
        # Once more if anything was taken: there may be a further portion, or events that consumers recorded.
        if not taken or time.monotonic() > end:
            return count


def _behind() -> list[Consumer]:
    """The consumers for whom there is something to do."""
    with house_session() as session:
        top = _top(session)
        known_places = places(session)
        due = set(session.scalars(select(col(Parked.consumer)).where(col(Parked.again_at) <= NOW).distinct()))
    return [known for known in registered_consumers() if known.name in due or known_places.get(known.name, -1) < top]


def places(session: Session) -> dict[str, int]:
    """How far each consumer has read; a new one begins where the furthest stands, in a new house at the first event."""
    found = {name: read for name, read in session.execute(select(col(Position.name), col(Position.place)))}
    begin = max(found.values(), default=0)
    # All at once: the first to go on must not let the others begin behind what nobody has taken yet.
    fresh = [known.name for known in registered_consumers() if known.name not in found]
    if fresh:
        made = [{"id": new_id(), "name": name, "place": begin} for name in fresh]
        session.execute(insert(Position).values(made).on_conflict_do_nothing())
    return {name: begin for name in fresh} | found


def _top(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.max(col(Event.place)), 0))) or 0


def _feed(known: Consumer) -> int:
    """Let one consumer take its next portion; returns how many it took."""
    with open_session(NOBODY) as session:
        with as_house(session):
            read = _held(session, known)
        if read is None:
            return 0
        taken = retry_parked(session, known)
        with as_house(session):
            portion = _portion(session, known, read)
            blocked = held_up(session, known, portion.events)
        late = _hand(session, known, portion.events, blocked)
        with as_house(session):
            session.execute(
                update(Position).where(col(Position.name) == known.name).values(place=portion.reach),
                execution_options={"synchronize_session": False},
            )
    return taken + len(portion.events) - late


def _held(session: Session, known: Consumer) -> int | None:
    """Where the consumer stands, held for this transaction; None while another has it."""
    mine = select(col(Position.place)).where(col(Position.name) == known.name)
    return session.scalars(mine.with_for_update(skip_locked=True)).first()


def _portion(session: Session, known: Consumer, read: int) -> Portion:
    top = _top(session)
    wanted = select(Event).where(col(Event.place) > read, col(Event.place) <= top)
    if known.names is not None:
        wanted = wanted.where(col(Event.name).in_(known.names))
    if not known.directed:
        wanted = wanted.where(col(Event.only_for).is_(None))
    events = list(session.scalars(wanted.order_by(col(Event.place)).limit(BATCH)))
    return Portion((events[-1].place or top) if len(events) == BATCH else top, events)


def _hand(session: Session, known: Consumer, events: list[Event], blocked: set[Record]) -> int:
    """Let the consumer take what is free to be taken, and park the rest; returns how many were parked."""
    free = [event for event in events if record_of(event) not in blocked]
    together = len(free) > 1 and take(session, known, free)
    parked = 0
    for event in events:
        behind = record_of(event) in blocked
        reason = None if behind or together else take_one(session, known, event)
        if behind or reason is not None:
            with as_house(session):
                park(session, known, event, reason)
            blocked.add(record_of(event))
            parked += 1
    return parked
