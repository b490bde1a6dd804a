"""Servers to call, and a way to let the guard pass for them."""

from collections.abc import Iterator

import pytest

from app.core.settings import settings
from tests.factories.receiver import Receiver, receiver


@pytest.fixture
def server() -> Iterator[Receiver]:
    """A server on this machine, which the guard does not let anybody reach."""
    with receiver() as made:
        yield made


@pytest.fixture
def open_server(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """The same, exempt from the guard."""
    monkeypatch.setattr(settings(), "http_allow", [f"127.0.0.1:{server.port}"])
    return server


@pytest.fixture
def elsewhere(open_server: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A second origin, exempt too."""
    with receiver() as made:
        monkeypatch.setattr(settings(), "http_allow", [*settings().http_allow, f"127.0.0.1:{made.port}"])
        yield made
