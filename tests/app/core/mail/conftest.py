"""A real mail server beside the tests."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import delete

from app.core.db import house_session
from app.core.queue import Job
from app.core.settings import Settings, settings


@dataclass
class Sink:
    """A server that keeps what it is sent, or answers with the next of `answers` instead; or hangs up."""

    answers: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    hang_up: bool = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        if self.hang_up:
            server.transport.abort()
        return "250 OK"


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


@pytest.fixture
def sink(house: Settings) -> Iterator[Sink]:
    """The server, and settings that name it."""
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOST": "127.0.0.1", "PORT": str(port), "TLS": "none", "FROM": "us@example.com"}.items():
            patch.setenv(f"SMTP_{name}", value)
        settings.cache_clear()
        yield kept
    controller.stop()
    settings.cache_clear()
