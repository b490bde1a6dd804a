"""Limits at the door: told as a problem with the time to wait, counted for each caller apart."""

import pytest
from fastapi.testclient import TestClient

from app.api import caller
from app.core import limits
from app.core.actor import Actor
from tests.api.conftest import As

FEW = 5


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each person make only a few calls; the counters are the real ones."""
    hit = limits.hit
    monkeypatch.setattr(
        caller.limits,
        "hit",
        lambda scope, key, limit, window: hit(scope, key, FEW if scope == "person" else limit, window),
    )


def _calls(client: TestClient, count: int) -> list[int]:
    return [client.get("/api/contacts").status_code for _ in range(count)]


def test_too_many_calls_are_told_how_long_to_wait(as_: As, owner: Actor, other: Actor, few: None) -> None:
    client = as_(owner)
    assert _calls(client, FEW) == [200] * FEW
    answer = client.get("/api/contacts")
    assert answer.status_code == 429
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) >= 1
    assert _calls(as_(other), 1) == [200]


def test_wrong_passwords_are_limited(as_: As) -> None:
    client = as_(None)
    codes = [
        client.post("/api/session", json={"email": "a@limit.example", "password": "wrong"}).status_code
        for _ in range(12)
    ]
    assert codes[:10] == [401] * 10
    assert codes[-1] == 429
