"""Connections to checked addresses only, with one deadline over all they do."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from app.core.http.resolve import Resolve, checked

CONNECT = 5.0


class Deadline:
    """The moment at which a call ends, however many small steps it takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, step: float | None = None) -> float:
        """Seconds that are left, at most `step`; never below zero."""
        left = max(self._end - time.monotonic(), 0.0)
        return left if step is None else min(left, step)


class Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes; raises httpcore.ReadTimeout."""
        if not (left := self._deadline.left(timeout)):
            raise httpcore.ReadTimeout("the answer took too long")
        return self._inner.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all; raises httpcore.WriteTimeout."""
        if not (left := self._deadline.left(timeout)):
            raise httpcore.WriteTimeout("sending took too long")
        self._inner.write(buffer, left)

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted, the certificate checked against the name that was asked for."""
        if not (left := self._deadline.left(timeout)):
            raise httpcore.ConnectTimeout("connecting took too long")
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Looks a name up, checks what it leads to, and connects to exactly that: it is not looked up a second time."""

    def __init__(self, resolve: Resolve, deadline: Deadline) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers; raises Blocked, Unreachable, httpcore.ConnectError."""
        error: Exception = httpcore.ConnectTimeout("connecting took too long")
        for address in checked(host, port, self._resolve, self._deadline.left(CONNECT)):
            if not (left := self._deadline.left(CONNECT)):
                break
            try:
                made = self._sockets.connect_tcp(address, port, left, None, socket_options)
                return Stream(made, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error
