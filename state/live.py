"""Pages that stay true: which open page shows which tables, and what is sent to it when they change."""

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from reflex_base.utils.format import format_event_handler

from app.accounts import known
from app.core import live as notes
from app.core.actor import Actor
from state import here, sockets

PAUSE = 0.25
# Who acts has the answer first; the pages of the others follow.
COURTESY = 0.05
MOST_SEEN = 5_000
MOST_SHOWN = 1_000
PAGE = "page"
LEAVE = rx.call_script("location.replace('/login')")


@dataclass(frozen=True)
class Watch:
    """One place of an open page that wants to hear of changes to tables of its tenant."""

    token: str
    sid: str | None
    tenant_id: UUID | None
    topics: frozenset[str]
    event: str


_watches: dict[tuple[str, str], Watch] = {}
_seen: dict[str, tuple[str | None, Actor]] = {}
# Which operations a place is to hear of; None stands for news of another sort.
_pending: dict[tuple[str, str], set[str | None]] = {}
_shown: OrderedDict[tuple[str, str], None] = OrderedDict()
_running: set[asyncio.Task[None]] = set()
_flushing: asyncio.Task[None] | None = None


def watch(handler: Any, *topics: str, slot: str = PAGE) -> None:
    """Call `handler` of the page being loaded whenever rows of `topics` (tables) change; one watch a slot."""
    token = sockets.token_now()
    name = format_event_handler(handler)
    place = (token, slot)
    _watches[place] = Watch(token, sockets.sid_of(token), here.actor().tenant_id, frozenset(topics), name)


def showed(operation_id: UUID | None) -> None:
    """The page of this event shows all that this operation of its own has changed: it need not hear of it."""
    _shown[sockets.token_now(), str(operation_id)] = None
    while len(_shown) > MOST_SHOWN:
        _shown.popitem(last=False)


def unwatch(slot: str = PAGE) -> None:
    """The page shown from now on wants to hear of nothing."""
    _watches.pop((sockets.token_now(), slot), None)


def seen(token: str, actor: Actor) -> None:
    """Note which session is behind a client token."""
    if len(_seen) > MOST_SEEN:
        _drop_closed()
    _seen[token] = (sockets.sid_of(token), actor)


def _drop_closed() -> None:
    for token in [token for token, (sid, _) in _seen.items() if sid is None or sockets.sid_of(token) != sid]:
        _forget(token)


def _forget(token: str) -> None:
    _seen.pop(token, None)
    for place in [place for place in _watches if place[0] == token]:
        del _watches[place]


def hear(note: dict[str, Any]) -> None:
    """Take one note of the house: changed tables, an ended session, a changed member, or lost notes."""
    known.hear(note)
    if note.get("resync"):
        _wake(set(_watches))
    elif note.get("ended"):
        _run(_leave(str(note.get("session"))))
    elif note.get("member"):
        member = str(note["member"])
        tokens = {token for token, (_, actor) in _seen.items() if str(actor.member_id) == member}
        _wake({place for place in _watches if place[0] in tokens})
    else:
        topics, tenant = set(note.get("topics") or ()), str(note.get("tenant"))
        places = {place for place, w in _watches.items() if str(w.tenant_id) == tenant and w.topics & topics}
        _wake(places, note.get("operation"))


def _run(work: Any) -> asyncio.Task[None]:
    task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task


def _wake(places: set[tuple[str, str]], operation: str | None = None) -> None:
    global _flushing
    for place in places:
        _pending.setdefault(place, set()).add(operation)
    if _pending and (_flushing is None or _flushing.done()):
        _flushing = _run(_flush())


async def _flush() -> None:
    # The first change goes out soon, those that follow are gathered: at most four times a second.
    await asyncio.sleep(COURTESY)
    while _pending:
        places = dict(_pending)
        _pending.clear()
        for place, operations in places.items():
            if not _shows(place, operations):
                await _refresh(_watches.get(place))
        await asyncio.sleep(PAUSE)


def _shows(place: tuple[str, str], operations: set[str | None]) -> bool:
    token, slot = place
    return slot == PAGE and all(operation and (token, operation) in _shown for operation in operations)


async def _refresh(watch: Watch | None) -> None:
    if watch is None:
        return
    if watch.sid is None or sockets.sid_of(watch.token) != watch.sid:
        _forget(watch.token)
        return
    await sockets.enqueue(watch.token, watch.event)


async def _leave(session: str) -> None:
    for token in [token for token, (_, actor) in _seen.items() if str(actor.session_id) == session]:
        _forget(token)
        await sockets.send(token, LEAVE)


@contextlib.asynccontextmanager
async def listening(app: Any = None) -> Any:
    """The lifespan of the one connection over which this process hears of changes."""
    task = asyncio.create_task(notes.listen(hear, known.hearing))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
