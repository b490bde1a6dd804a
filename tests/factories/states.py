"""Page states without a browser: made as an event would find them, their handlers called as events call them."""

import asyncio
import inspect
from typing import Any, TypeVar

from reflex.event import EventSpec
from reflex.state import BaseState, State

from app import features
from app.core.actor import Actor
from state import here

S = TypeVar("S", bound=BaseState)
# Pages find whatever the registries hold, so all of it must have been loaded.
REGISTERED = features


def state_of(kind: type[S], actor: Actor) -> S:
    """The page's state, empty, with `actor` behind the events to come."""
    here.enter(actor)
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    return next(state for state in root.substates.values() if isinstance(state, kind))


def call(state: BaseState, name: str, *args: Any) -> str:
    """Call a handler as an event would; the scripts that it answers with, as one text."""
    answer = type(state).event_handlers[name].fn(state, *args)
    return asyncio.run(_collected(answer) if inspect.isasyncgen(answer) else _awaited(answer))


async def _awaited(answer: Any) -> str:
    return _script(await answer)


async def _collected(answer: Any) -> str:
    return "\n".join([_script(one) async for one in answer])


def _script(event: Any) -> str:
    if isinstance(event, EventSpec):
        return str(getattr(event.args[0][1], "_var_value", event))
    return "" if event is None else str(event)
