"""The world that the house sends to: a mail server and a web server that remember what came."""

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from app.core.settings import settings


class Outside:
    """What came, by address of the mail, key of the call, and id of the webhook; `busy` calls to come are refused."""

    def __init__(self) -> None:
        self.letters: Counter[str] = Counter()
        self.calls: Counter[tuple[str, str]] = Counter()
        self.hooks: dict[str, str] = {}
        self.busy = 0
        self.environment: dict[str, str] = {}
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a mail."""
        self.letters.update(envelope.rcpt_tos)
        return "250 OK"

    def called(self, headers: Any, body: Any) -> None:
        """Take a call of a step, or a webhook, which is known by its id however often it comes; it names a task."""
        if "webhook-id" not in headers:
            self.calls[body["who"], headers["Idempotency-Key"]] += 1
        else:
            self.hooks[headers["webhook-id"]] = body["data"]["objectId"]


@contextmanager
def outside() -> Iterator[Outside]:
    """Both servers, as long as the block runs; `environment` is what leads the house to them."""
    seen = Outside()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
            busy, seen.busy = seen.busy > 0, max(0, seen.busy - 1)
            if not busy:
                seen.called(self.headers, body)
            self.send_response(503 if busy else 200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_PUT = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mails = Controller(seen, hostname="127.0.0.1", port=port)
    mails.start()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        seen.url = f"http://127.0.0.1:{web.server_port}"
        seen.environment = {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port),
            "SMTP_TLS": "none",
            "SMTP_FROM": "us@example.com",
            "STEWARD_HTTP_ALLOW": f"127.0.0.1:{web.server_port}",
        }
        yield seen
        web.shutdown()
    mails.stop()


@contextmanager
def led_outside() -> Iterator[Outside]:
    """The same, with the house led to them."""
    with outside() as seen, pytest.MonkeyPatch.context() as patch:
        for name, value in seen.environment.items():
            patch.setenv(name, value)
        settings.cache_clear()
        yield seen
    settings.cache_clear()
