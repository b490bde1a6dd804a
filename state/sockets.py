"""Open sockets and what is sent to them unasked: the one module that touches Reflex's internals (pinned to 0.10.1)."""

import logging
from typing import Any

import reflex as rx
from reflex.event import Event, EventSpec
from reflex.state import StateUpdate
from reflex.utils.exceptions import EventDeserializationError
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from state.toasts import toast

log = logging.getLogger(__name__)
STRANGE = "This page sent something that is not understood; nothing was changed. Please reload the page."
LARGEST = 1_000_000

# What the decoders of packets raise at bytes that make no sense.
NONSENSE = (TypeError, ValueError, AttributeError, IndexError, KeyError, RecursionError)

_app: rx.App | None = None


def attach(app: rx.App) -> None:
    """Make the app's sockets known here, and let malformed events end in a toast instead of a traceback."""
    global _app
    _app = app
    namespace = app.event_namespace
    if namespace is None:
        return
    accept = namespace.on_event

    async def on_event(sid: str, data: Any) -> None:
        try:
            if not _sound(data):
                raise EventDeserializationError("not an event")
            await accept(sid, data)
        except (EventDeserializationError, *NONSENSE):
            log.warning("A malformed event was refused")
            if (token := namespace.sid_to_token.get(sid)) is not None:
                await send(token, toast(STRANGE, "error"))

    namespace.on_event = on_event
    _guard_packets(app.sio)


def _guard_packets(server: Any) -> None:
    """Let packets that are none end in one line of the log; below the events there is nobody to tell."""

    def guarded(receive: Any) -> Any:
        async def told(*args: Any) -> Any:
            try:
                return await receive(*args)
            except NONSENSE:
                log.warning("A malformed packet was refused")

        return told

    def short(record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], NONSENSE):
            record.msg, record.args, record.exc_info = "A malformed packet was refused", (), None
        return True

    server.eio.logger.addFilter(short)
    server.handle_request = guarded(server.handle_request)
    server.eio.handlers["message"] = guarded(server.eio.handlers["message"])


def _sound(data: Any) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        return False
    parts = (data.get("payload") or {}, data.get("router_data") or {})
    return all(isinstance(part, dict) for part in parts) and data["name"] in RegistrationContext.get().event_handlers


def sid_of(token: str) -> str | None:
    """The socket now open under a client token."""
    namespace = _app.event_namespace if _app else None
    record = namespace._token_manager.token_to_socket.get(token) if namespace else None
    return record.sid if record else None


def cookies_of(token: str) -> str | None:
    """The `Cookie` header of the socket now open under a client token, or None where there is none."""
    sid = sid_of(token)
    if sid is None or _app is None or _app.event_namespace is None:
        return None
    headers = _app.event_namespace._static_router_data.get(sid, {}).get("headers", {})
    return str(headers.get("cookie", ""))


def token_now() -> str:
    """The client token of the event being handled, "" outside of one."""
    try:
        return EventContext.get().token
    except LookupError:
        return ""


def update(*events: EventSpec) -> StateUpdate:
    """An answer that changes no state and only lets the browser do `events`."""
    return StateUpdate(events=Event.from_event_type(list(events)))


async def send(token: str, *events: EventSpec) -> None:
    """Let the browser behind a client token do `events` at once."""
    if _app is not None and _app.event_namespace is not None:
        await _app.event_namespace.emit_update(update(*events), token)


async def enqueue(token: str, name: str) -> None:
    """Start a handler, by its full name, in the page behind a client token; it passes the gate like any event."""
    if _app is not None:
        await _app.event_processor.enqueue(token, Event(name=name, payload={}))
