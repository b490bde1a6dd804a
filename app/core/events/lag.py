"""How far the consumers of events lie behind."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, house_session
from app.core.events.consumers import registered_consumers
from app.core.events.models import Event
from app.core.events.positions import Missed, Parked, Position

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ConsumerState:
    """One consumer over all tenants: events it has not read, the age of the oldest of them in seconds, those parked
    because it failed at them (or before them), and those it gave up in the last day.
    """

    name: str
    behind: int
    oldest_seconds: float | None
    parked: int
    missed_today: int


@action("event.lag", permission=Permission.OPERATOR, effect=Effect.READ, title="Show how far events lie behind")
def event_lag(session: Session, actor: Actor) -> list[ConsumerState]:
    """All consumers of events and how far each has read."""
    return lag()


def lag() -> list[ConsumerState]:
    """The state of all consumers, by name."""
    with house_session() as session:
        return [_state(session, known.name) for known in registered_consumers()]


def _state(session: Session, name: str) -> ConsumerState:
    parked = session.scalar(select(func.count()).where(col(Parked.consumer) == name)) or 0
    recent = col(Missed.consumer) == name, col(Missed.created_at) > func.now() - DAY
    missed = session.scalar(select(func.count()).select_from(Missed).where(*recent)) or 0
    return ConsumerState(name, *_behind(session, name), parked, missed)


def _behind(session: Session, name: str) -> tuple[int, float | None]:
    read = session.scalar(select(col(Position.place)).where(col(Position.name) == name))
    if read is None:
        return 0, None
    unread = (col(Event.place) > read) | col(Event.place).is_(None)
    age = func.extract("epoch", func.clock_timestamp() - func.min(col(Event.created_at)))
    count, oldest = session.execute(select(func.count(), age).where(unread)).one()
    return count, float(oldest) if count else None
