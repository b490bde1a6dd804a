"""Rate limits that all processes share, and that hold while Redis is away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from app.core import limits
from app.core.errors import Limited
from app.core.ids import new_id
from app.core.settings import Settings, settings


@pytest.fixture
def key() -> str:
    """A key nobody used."""
    return new_id().hex


@pytest.fixture(params=["shared", "alone"])
def place(request: pytest.FixtureRequest, house: Settings) -> Iterator[str]:
    """With Redis, and with an address at which none answers."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "alone":
            patch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
        settings.cache_clear()
        yield request.param
    settings.cache_clear()


def _allowed(key: str, tries: int, limit: int = 5, window: int = 86_400) -> int:
    def one(_: int) -> bool:
        try:
            limits.hit("test", key, limit, window)
        except Limited:
            return False
        return True

    return sum(map(one, range(tries)))


def test_so_many_and_no_more(place: str, key: str) -> None:
    assert _allowed(key, 20) == 5
    assert _allowed(new_id().hex, 3) == 3


def test_the_answer_says_when_to_come_again(place: str, key: str) -> None:
    _allowed(key, 5)
    with pytest.raises(Limited) as refused:
        limits.hit("test", key, 5, 86_400)
    assert 1 <= refused.value.retry_after <= 86_400
    assert "wait" in refused.value.message


def test_forgetting_starts_anew(place: str, key: str) -> None:
    _allowed(key, 20)
    limits.forget("test", key, 86_400)
    assert _allowed(key, 20) == 5


def test_scopes_are_apart(place: str, key: str) -> None:
    _allowed(key, 5)
    limits.hit("elsewhere", key, 5, 86_400)


def test_many_at_once_get_no_more(house: Settings, key: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: _allowed(key, 10, limit=20), range(8))) <= 20


def test_no_address_lies_in_redis(house: Settings) -> None:
    limits.hit("test", "secret@example.com", 5, 60)
    with Redis.from_url(settings().redis_url or "") as client:
        assert not [name for name in client.scan_iter() if b"secret" in name]


def test_the_window_slides(house: Settings, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    assert _allowed(key, 20, limit=10, window=100) == 10
    now[0] += 100
    assert _allowed(key, 20, limit=10, window=100) == 0
    now[0] += 50
    assert _allowed(key, 20, limit=10, window=100) == 5
    now[0] += 200
    assert _allowed(key, 20, limit=10, window=100) == 10
