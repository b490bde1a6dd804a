"""States of pages called as events would call them, without a browser."""

import asyncio
import inspect
from typing import Any

from reflex.state import State

from app import features
from app.core.actor import Actor
from state import here

# Timelines and foundings call on all features, so they must be there.
assert features


def state_of(kind: type[Any], actor: Actor) -> Any:
    """A fresh state of this kind, with the actor behind its events."""
    here.enter(actor)
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    return next(state for state in root.substates.values() if isinstance(state, kind))


def call(state: Any, name: str, *args: Any) -> Any:
    """Call a handler; those that stream are run to their end."""
    answer = type(state).event_handlers[name].fn(state, *args)
    if inspect.isasyncgen(answer):
        return asyncio.run(_drain(answer))
    return asyncio.run(answer)


async def _drain(stream: Any) -> list[Any]:
    return [part async for part in stream]
