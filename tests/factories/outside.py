"""A real web server on this machine that answers as a test wants, and keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.core.settings import settings


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


Answer = tuple[int, str, bytes]


@dataclass
class Outside:
    """The server: where it is, what it was asked, and by what it answers."""

    url: str
    answer: Callable[[Asked], Answer] = lambda asked: (200, "application/json", b"{}")
    asked: list[Asked] = field(default_factory=list[Asked])


@contextmanager
def outside(patch: pytest.MonkeyPatch, port: int = 0) -> Iterator[Outside]:
    """The server while the block runs, on any port where none is named; this house (and its workers) may call it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            one = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            made.asked.append(one)
            status, kind, answer = made.answer(one)
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _take

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    made = Outside(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    patch.setenv("STEWARD_HTTP_ALLOW", f"127.0.0.1:{server.server_port}")
    settings.cache_clear()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        settings.cache_clear()
