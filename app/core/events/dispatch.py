"""Handing events to their consumers: at least once, in the order in which they became visible."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.actions.run import announce
from app.core.actor import NOBODY, house
from app.core.db import Session, house_session, open_session
from app.core.db.session import as_house, become
from app.core.errors import AppError
from app.core.events.consumers import Consumer, Missed, Position, registered_consumers
from app.core.events.models import Event
from app.core.ids import new_id

log = logging.getLogger(__name__)

BATCH = 200
TRIES = 5
# Any number: it names the right to give places.
PLACING = 7_301_150
NOW = func.clock_timestamp()
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Portion:
    """The next events for one consumer, and the place to which they reach."""

    place: int
    tries: int
    reach: int
    events: list[Event]


def dispatch() -> int:
    """Place new events and hand them on; returns how many were taken, over all consumers."""
    place()
    return sum(_feed(known) for known in registered_consumers())


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
        numbered = fresh.order_by(col(Event.seq)).limit(BATCH * 50).subquery()
        done = update(Event).where(col(Event.id) == numbered.c.id).values(place=numbered.c.place)
        return len(session.execute(done.returning(col(Event.id)), execution_options=QUIET).all())


def _feed(known: Consumer) -> int:
    with open_session(NOBODY) as session:
        with as_house(session):
            portion = _portion(session, known)
        if portion is None:
            return 0
        taken, error = 0, None
        for happened in portion.events:
            error = _hand(session, known, happened)
            if error is not None:
                break
            taken += 1
        with as_house(session):
            _advance(session, known, portion, taken, error)
    return taken


def _portion(session: Session, known: Consumer) -> Portion | None:
    """What comes next, the position held for this transaction; None while another has it or a pause lasts."""
    free = or_(col(Position.again_at).is_(None), col(Position.again_at) <= NOW)
    mine = select(col(Position.place), col(Position.tries)).where(col(Position.name) == known.name, free)
    found = session.execute(mine.with_for_update(skip_locked=True)).first()
    top = session.scalar(select(func.coalesce(func.max(col(Event.place)), 0))) or 0
    if found is None:
        fresh = insert(Position).values(id=new_id(), name=known.name, place=top, tries=0)
        session.execute(fresh.on_conflict_do_nothing())
        return None
    if found.place >= top:
        return None
    wanted = select(Event).where(col(Event.place) > found.place, col(Event.place) <= top)
    if known.names is not None:
        wanted = wanted.where(col(Event.name).in_(known.names))
    events = list(session.scalars(wanted.order_by(col(Event.place)).limit(BATCH)))
    reach = (events[-1].place or top) if len(events) == BATCH else top
    return Portion(found.place, found.tries, reach, events)


def _hand(session: Session, known: Consumer, happened: Event) -> Exception | None:
    actor = house(happened.tenant_id)
    try:
        with session.begin_nested():
            become(session, actor, happened.operation_id)
            session.info["operation_id"] = happened.operation_id
            known.take(session, happened)
            session.flush()
            announce(session, actor)
    except AppError as error:
        log.warning("%s could not take %s: %s", known.name, happened.name, error.message)
        return error
    except Exception as error:
        log.exception("%s could not take %s", known.name, happened.name)
        return error
    return None


def _advance(session: Session, known: Consumer, portion: Portion, taken: int, error: Exception | None) -> None:
    place, tries, again = portion.reach, 0, None
    if error is not None:
        stuck = portion.events[taken]
        tries = (portion.tries if taken == 0 else 0) + 1
        if tries < TRIES:
            place, again = (stuck.place or 1) - 1, NOW + timedelta(seconds=2**tries)
        else:
            place, tries = stuck.place or 0, 0
            session.add(_missed(known, stuck, error))
    moved = update(Position).where(col(Position.name) == known.name)
    session.execute(moved.values(place=place, tries=tries, again_at=again), execution_options=QUIET)


def _missed(known: Consumer, stuck: Event, error: Exception) -> Missed:
    reason = f"{type(error).__name__}: {error}"[:2000]
    return Missed(tenant_id=stuck.tenant_id, consumer=known.name, event_id=stuck.id, reason=reason)
