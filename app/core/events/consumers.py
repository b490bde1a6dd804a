"""Consumers of events: who wants to hear of what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.db import Session
from app.core.events.models import Event
from app.core.events.positions import Missed, Parked, Position

__all__ = ["Consumer", "Missed", "Parked", "Position", "batch_consumer", "consumer", "registered_consumers"]

Take = Callable[[Session, Event], None]
TakeMany = Callable[[Session, Sequence[Event]], None]


@dataclass(frozen=True, slots=True)
class Consumer:
    """A function that takes events, those of each record in order, in a transaction together with its position.

    What it writes there happens once; what it does elsewhere may happen again. `names` are those it wants. Either
    `take` (one event, under the operation it belongs to) or `take_many` (some of one tenant) is given. One of
    `directed` events also gets those that are only for one (`Event.only_for`), and keeps to that.
    """

    name: str
    names: frozenset[str] | None
    take: Take | None = None
    take_many: TakeMany | None = None
    directed: bool = False


_consumers: dict[str, Consumer] = {}


def consumer(name: str, names: set[str] | None = None) -> Callable[[Take], Take]:
    """Register the function below as a consumer of the events `names`; one that is new begins with the next event."""

    def register(take: Take) -> Take:
        _add(Consumer(name, frozenset(names) if names is not None else None, take=take))
        return take

    return register


def batch_consumer(
    name: str, names: set[str] | None = None, *, directed: bool = False
) -> Callable[[TakeMany], TakeMany]:
    """The same for a function that takes many events of one tenant at once, in order; for consumers that need speed.

    Where it fails they come again one by one.
    """

    def register(take_many: TakeMany) -> TakeMany:
        _add(Consumer(name, frozenset(names) if names is not None else None, take_many=take_many, directed=directed))
        return take_many

    return register


def _add(made: Consumer) -> None:
    if made.name in _consumers:
        raise ValueError(f"Two consumers are called {made.name}.")
    _consumers[made.name] = made


def registered_consumers() -> Iterator[Consumer]:
    """All consumers, by name."""
    return iter([_consumers[name] for name in sorted(_consumers)])
