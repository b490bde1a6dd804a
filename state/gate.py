"""The gate: every event is refused unless a live session stands behind it or it is listed here."""

import asyncio
import json
import logging
from typing import Any

import reflex as rx
from reflex.event import Event, EventSpec
from reflex.middleware import Middleware
from reflex.state import BaseState, StateUpdate

from app.accounts import allowances, known
from app.core import cookie, limits
from app.core.actor import NOBODY, Actor
from app.core.errors import AppError
from app.core.limits import Limit
from state import here, live, sockets
from state.toasts import toast

log = logging.getLogger(__name__)

HYDRATES = frozenset({"reflex___state____state.hydrate", "reflex___state____state.hydrate_and_load"})
FRAMEWORK = HYDRATES | {
    "reflex___state____state.set_is_hydrated",
    "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal",
    "reflex___state____state.reflex___state____on_load_internal_state.set_is_hydrated",
    "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal",
    "reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception",
}
# Handlers that need nobody signed in, by full name.
PUBLIC: frozenset[str] = frozenset()
NEVER = (".setvar",)
MINUTE = 60


class Owner(rx.State):
    """Whose session a client token belongs to; it lives as long as the state that it guards."""

    _session: str = ""


def to_login(path: str) -> EventSpec:
    """Leave the page for the log-in, which leads back to `path`."""
    return rx.call_script(f"location.replace('/login?next=' + encodeURIComponent({json.dumps(path)}))")


def _resolve(token: str | None) -> Actor:
    actor = known.resolve(token) or NOBODY
    counted = [Limit("all", "events", 60_000)]
    if actor.tenant_id:
        counted.append(Limit("tenant-events", str(actor.tenant_id), allowances.requests(actor.tenant_id, 30_000)))
    if actor.session_id:
        counted.append(Limit("events", str(actor.session_id), 3_000))
    limits.hits(counted, MINUTE)
    return actor


async def _reset_for(state: BaseState, session: str) -> None:
    """Forget all that a client token's state holds when another session than its own comes with it."""
    root = state._get_root_state()
    owner = await root.get_state(Owner)
    if owner._session not in ("", session):
        root.reset()
        owner = await root.get_state(Owner)
    if owner._session != session:
        owner._session = session


class Gate(Middleware):
    """Stands before Reflex's own middleware; it authenticates, the actions that handlers call authorise."""

    async def preprocess(self, app: Any, state: BaseState, event: Event) -> StateUpdate | None:
        """Let the event pass (None), or answer in its stead."""
        client = sockets.token_now() or state.rx_router_session.client_token
        cookies = sockets.cookies_of(client)
        token = cookie.token_in(state.rx_router_headers.cookie if cookies is None else cookies)
        try:
            actor = await asyncio.to_thread(_resolve, token)
        except AppError as error:
            return sockets.update(toast(error.message, "error"))
        here.enter(actor)
        live.seen(client, actor)
        await _reset_for(state, str(actor.session_id or "nobody"))
        return self._judge(state, event, actor)

    def _judge(self, state: BaseState, event: Event, actor: Actor) -> StateUpdate | None:
        if event.name.endswith(NEVER):
            return sockets.update(toast(sockets.STRANGE, "error"))
        if event.name in FRAMEWORK or event.name in PUBLIC or actor.session_id is not None:
            return None
        url = state.rx_router_url
        return sockets.update(to_login(f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"))
