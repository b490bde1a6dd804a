"""What every page's state can do: call actions as the person behind the event, and offer to undo them."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts.operator import actor_for
from app.core import actions
from app.core.actions import Action, Call, Done, Effect
from app.core.actor import Actor
from state import here
from state.calls import acted, calls, declared
from state.toasts import toast

__all__ = ["Page", "calls"]
R = TypeVar("R")


class Page(rx.State, mixin=True):
    """The trait of a page's state: `class Deals(Page, rx.State)`; all its handlers may call its `_actions`."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = ()
    errors: dict[str, str] = {}
    loading: bool = True

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        """The actions that every handler of the page may call."""
        return cls._actions

    @property
    def _actor(self) -> Actor:
        return here.actor()

    def _param(self, name: str) -> str:
        """A part of the page's address, such as the id in /leads/[lead_id]; "" where there is none."""
        return str(self.rx_router_page.params.get(name, ""))

    async def _run(
        self,
        action: Action[..., R],
        arguments: Mapping[str, Any] | None = None,
        *,
        why: str | None = None,
        then: Sequence[Call] = (),
        **more: Any,
    ) -> Done[R]:
        """Enter the action, and what is read after it, in a thread as the person behind this event; raises AppError."""
        allowed = declared.get()
        for called in (action, *(reader for reader, _ in then)):
            if allowed is not None and called not in allowed:
                raise RuntimeError(f"The handler does not declare that it calls {called.name}; add it to @calls(…).")
        given = {**(arguments or {}), **more}
        acted.set(acted.get() or action.effect is not Effect.READ)
        actor = here.actor()
        return await asyncio.to_thread(
            lambda: actions.run(actor_for(actor, action), action, given, why=why, door="ui", then=then)
        )

    async def _read(self, action: Action[..., R], arguments: Mapping[str, Any] | None = None, **more: Any) -> R:
        """The value alone of an action that reads; raises AppError."""
        return (await self._run(action, arguments, **more)).value

    @staticmethod
    def _told(message: str, done: Done[Any], link: str | None = None, **args: Any) -> EventSpec:
        """A toast that says what was done and offers to undo it."""
        operation = str(done.operation_id) if done.operation_id else None
        return toast(message, operation_id=operation, link=link, **args)
