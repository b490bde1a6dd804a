"""Who the last clicks were by: actors kept for seconds while the house is heard, dropped at any note about them."""

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from app.accounts import sessions
from app.accounts.tokens import fingerprint
from app.core.actor import Actor

# However still the house is, rights are read anew after that many seconds.
LONGEST = 10.0
MOST = 5_000
# Tables whose change may change what everybody of a tenant may do.
SHAPING = {"role", "member", "tenant"}

_lock = Lock()
_known: OrderedDict[str, tuple[float, Actor]] = OrderedDict()
_heard = False
# Counts what was dropped, so that an actor read before a note never outlives it.
_round = 0


def resolve(token: str | None) -> Actor | None:
    """What `sessions.resolve` says, or said a moment ago and nothing was heard of the actor since."""
    if not _heard or not token or len(token) > 200:
        return sessions.resolve(token)
    key = fingerprint(token)
    with _lock:
        before = _round
        until, actor = _known.get(key, (0.0, None))
    if actor is not None and time.monotonic() < until:
        return actor
    found = sessions.resolve(token)
    with _lock:
        if found is not None and before == _round and _heard:
            _known[key] = (time.monotonic() + LONGEST, found)
            _known.move_to_end(key)
            while len(_known) > MOST:
                _known.popitem(last=False)
    return found


def hearing(heard: bool) -> None:
    """Whether this process hears the notes of the house; while it does not, nobody is known."""
    global _heard, _round
    with _lock:
        _heard, _round = heard, _round + 1
        _known.clear()


def hear(note: dict[str, Any]) -> None:
    """Drop whom a live note concerns: an ended session, a member, an account, or a tenant's people and roles."""
    global _round
    if not note.keys() & {"ended", "member", "account", "resync"} and not SHAPING & set(note.get("topics") or ()):
        return
    with _lock:
        _round += 1
        for key in [key for key, (_, actor) in _known.items() if _concerns(note, actor)]:
            del _known[key]


def _concerns(note: dict[str, Any], actor: Actor) -> bool:
    named = {
        "session": actor.session_id,
        "member": actor.member_id,
        "account": actor.account_id,
        "tenant": actor.tenant_id,
    }
    return "resync" in note or any(key in note and note[key] == str(value) for key, value in named.items())
