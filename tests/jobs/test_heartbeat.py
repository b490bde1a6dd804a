"""What a worker says of itself, and that it is taken back when it ends."""

import threading

import pytest

from app.core.db import house_session
from app.core.queue import beats
from app.core.settings import Settings
from jobs import heartbeat
from jobs.heartbeat import Heartbeat


def test_who_has_left_is_not_brought_back_by_a_beat_on_its_way(
    house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_its_way = threading.Event()

    def slow(*given: object) -> None:
        on_its_way.set()
        threading.Event().wait(0.2)
        beats.beat(*given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(heartbeat, "beat", slow)
    heart = Heartbeat("slow")
    heart.start()
    assert on_its_way.wait(10)
    heart.end()
    assert not heart.is_alive()
    with house_session() as session:
        assert beats.alive(session, "worker") == 0
