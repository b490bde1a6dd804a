"""Consumers of events, and how far each has read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index
from sqlmodel import Field

from app.core.db import HouseRow, Session
from app.core.events.models import Event

Take = Callable[[Session, Event], None]


class Position(HouseRow, table=True):
    """How far one consumer has read; `tries` counts the failures of the event after `place`."""

    __tablename__ = "event_consumer"
    __table_args__ = (Index("event_consumer_name", "name", unique=True),)

    name: str
    place: int = Field(default=0, sa_type=BigInteger)
    tries: int = 0
    again_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]


class Missed(HouseRow, table=True):
    """An event that a consumer could not take after all its tries, and why; the ones after it went on."""

    __tablename__ = "event_missed"
    __table_args__ = (Index("event_missed_recent", "consumer", "created_at"),)

    tenant_id: UUID
    consumer: str
    event_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Consumer:
    """A function that takes events in order, in a transaction of the event's tenant together with its position.

    What it writes there happens once; what it does elsewhere may happen again. `names` are those it wants.
    """

    name: str
    names: frozenset[str] | None
    take: Take


_consumers: dict[str, Consumer] = {}


def consumer(name: str, names: set[str] | None = None) -> Callable[[Take], Take]:
    """Register the function below as a consumer of the events `names`; one that is new begins with the next event."""

    def register(take: Take) -> Take:
        if name in _consumers:
            raise ValueError(f"Two consumers are called {name}.")
        _consumers[name] = Consumer(name, frozenset(names) if names is not None else None, take)
        return take

    return register


def registered_consumers() -> Iterator[Consumer]:
    """All consumers, by name."""
    return iter([_consumers[name] for name in sorted(_consumers)])
