"""An endpoint to call, exempt from the guard, and an empty queue."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete

from app.core.db import house_session
from app.core.events.dispatch import dispatch
from app.core.queue import Job
from app.core.settings import Settings, settings
from jobs import kinds
from tests.factories.receiver import Receiver, receiver

assert kinds


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job or event of an earlier test is left."""
    for _ in range(3):
        dispatch()
    with house_session() as session:
        session.execute(delete(Job))


@pytest.fixture
def server(house: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver of webhooks."""
    with receiver() as made:
        monkeypatch.setattr(settings(), "http_allow", [f"127.0.0.1:{made.port}"])
        yield made
