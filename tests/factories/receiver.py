"""A real web server beside the tests, which keeps what it is sent and answers as it is told."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    """One request; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Say = Callable[[Any, Got], None]


@dataclass
class Receiver:
    """What came, and what is answered: the next of `answers` (status and headers), else 200; `say` writes it itself."""

    got: list[Got] = field(default_factory=list[Got])
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list[tuple[int, dict[str, str]]])
    say: Say | None = None
    port: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    """The server, up until the end of the block, on any free port where none is named."""
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            size = int(self.headers.get("content-length", 0))
            headers = {name.lower(): text for name, text in self.headers.items()}
            got = Got(self.command, self.path, headers, self.rfile.read(size))
            known.got.append(got)
            if known.say is not None:
                known.say(self, got)
                return
            status, more = known.answers.pop(0) if known.answers else (200, dict[str, str]())
            self.send_response(status)
            for name, text in {"content-length": "2", **more}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(b"ok")

        do_GET = do_POST = do_PUT = _take

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the tests look for themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    known.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield known
    server.shutdown()
    server.server_close()
