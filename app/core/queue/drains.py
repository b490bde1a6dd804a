"""Work that is no row of the queue but is done by the same worker processes, after each pass over the queue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Stop(Protocol):
    """True once the worker has to end; look at it between two units of work."""

    def __bool__(self) -> bool: ...


Drain = Callable[[Stop], int]


@dataclass(frozen=True, slots=True)
class Registered:
    """One drain by its name."""

    name: str
    drain: Drain


_drains: dict[str, Drain] = {}


def register(name: str, drain: Drain) -> None:
    """Let workers call `drain` after each pass; it does what is due and returns how much that was.

    As long as it returns more than 0 it is called again before the worker sleeps. It keeps to short transactions and
    ends soon when told to stop; its errors are logged and do not end the worker. `wake()` of app.core.queue.wake
    after a commit makes a sleeping worker look at once; else it looks every second.
    """
    if name in _drains:
        raise ValueError(f"Two drains are called {name}.")
    _drains[name] = drain


def registered_drains() -> Iterator[Registered]:
    """All drains, by name."""
    return iter([Registered(name, _drains[name]) for name in sorted(_drains)])


def forget() -> None:
    """Do no drains in this process any more: for measurements of the queue alone."""
    _drains.clear()
