"""Where a call came from: set by the door, used for limits and for the list of sessions."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """The network address and the browser of a call, as far as the door knows them."""

    address: str | None = None
    agent: str | None = None


UNKNOWN = Caller()
_caller: ContextVar[Caller] = ContextVar("caller", default=UNKNOWN)  # frozen


@contextmanager
def calling(address: str | None, agent: str | None = None) -> Generator[None]:
    """Say for the length of the block where the call comes from; threads started by asyncio inherit it."""
    token = _caller.set(Caller(address, (agent or "")[:300] or None))
    try:
        yield
    finally:
        _caller.reset(token)


def caller() -> Caller:
    """Where the call under way came from."""
    return _caller.get()
