"""From a name to the addresses that may be connected to."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow

from app.core.http.addresses import is_open
from app.core.http.errors import Blocked, Unreachable
from app.core.settings import settings

Resolve = Callable[[str, int], list[str]]
MOST = 16
# A resolver cannot be interrupted: it is asked in a thread that may be left behind.
_threads = ThreadPoolExecutor(8, thread_name_prefix="resolve")


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine knows them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def checked(host: str, port: int, resolve: Resolve, patience: float) -> list[str]:
    """The addresses of `host`, all of them in the open internet unless `settings().http_allow` names host and port.

    Raises Blocked if only one lies elsewhere, Unreachable if there is none or none in time (seconds).
    """
    try:
        found = _threads.submit(resolve, host, port).result(max(patience, 0.001))[:MOST]
    except TooSlow:
        raise Unreachable(f"The name {host} could not be looked up in time.") from None
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise Unreachable(f"The name {host} leads nowhere (any more).")
    if not allowed(host, port) and not all(map(is_open, found)):
        raise Blocked(
            f"{host} leads to an address inside a private network, where Steward does not call.",
            fields={"url": "leads to a private address"},
        )
    return found


def allowed(host: str, port: int) -> bool:
    """Whether the one who runs this installation lets calls through to this host and port ("*" is every port)."""
    given = settings().http_allow
    return bool(given) and not {f"{host}:{port}", f"{host}:*"}.isdisjoint(given)
