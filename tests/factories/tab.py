"""A browser's tab as far as the websocket goes: the Socket.IO packets that Reflex's own front end sends."""

import contextlib
import json
import time
from types import TracebackType
from typing import Any
from uuid import uuid4

from simple_websocket import Client, ConnectionClosed

HYDRATE = "reflex___state____state.hydrate_and_load"
NAMESPACE = "/_event,"


class Tab:
    """One open page: `path` it shows, `cookie` its session, `token` the client token it chose."""

    def __init__(
        self,
        address: str,
        path: str = "/",
        session: str | None = None,
        token: str | None = None,
        origin: str | None = None,
    ) -> None:
        self.token = token or str(uuid4())
        self.path = path
        headers = {"Cookie": f"steward_session={session}"} if session else {}
        url = f"{address.replace('http', 'ws', 1)}/_event/?EIO=4&transport=websocket&token={self.token}"
        self._socket = Client(url, headers={**headers, "Origin": origin or address})
        # Asked before the server's greeting is read: a greeting that comes in one piece with the handshake is only
        # handed out by the library once something else arrives.
        self._socket.send(f"40{NAMESPACE}{{}}")
        self._receive()
        self._receive()

    def __enter__(self) -> "Tab":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the tab; one that the server closed already is closed."""
        with contextlib.suppress(ConnectionClosed):
            self._socket.close()

    def _receive(self, timeout: float = 10) -> str | None:
        packet = self._socket.receive(timeout)
        if packet == "2":
            self._socket.send("3")
            return self._receive(timeout)
        return None if packet is None else str(packet)

    def raw(self, packet: str) -> None:
        """Send any packet."""
        self._socket.send(packet)

    def emit(self, data: Any) -> None:
        """Send any data where an event is expected."""
        self._socket.send(f"42{NAMESPACE}{json.dumps(['event', data])}")

    def send(self, name: str, /, **payload: Any) -> None:
        """Send an event by its full name."""
        router = {"pathname": self.path, "asPath": self.path, "query": {}}
        self.emit({"name": name, "payload": payload, "router_data": router})

    def heard(self, seconds: float = 1.0) -> str:
        """All that comes within `seconds`, as one text."""
        packets: list[str] = []
        end = time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0:
                if packet := self._receive(left):
                    packets.append(packet)
        except ConnectionClosed:
            pass
        return "\n".join(packets)

    def until(self, words: str, seconds: float = 10) -> str:
        """All that comes until `words` do; raises TimeoutError."""
        packets: list[str] = []
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if packet := self._receive(left):
                packets.append(packet)
                if words in packet:
                    return "\n".join(packets)
        raise TimeoutError(f"{words!r} did not come; came: {packets}")

    def load(self) -> None:
        """Open the page, as the front end does when it connects."""
        self.send(HYDRATE)
