"""Which open pages hear of a change: all that show the table, but not the one that made it and shows it already."""

import asyncio
from uuid import UUID

import pytest

from app.core.ids import new_id
from state import live, sockets

TENANT = new_id()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were refreshed; three are open, two of them of the tenant."""
    found: list[str] = []

    async def enqueue(token: str, event: str) -> None:
        found.append(token)

    for name in ("_watches", "_pending"):
        monkeypatch.setattr(live, name, {})
    monkeypatch.setattr(sockets, "enqueue", enqueue)
    monkeypatch.setattr(sockets, "sid_of", lambda token: f"sid of {token}")
    for token, tenant in (("acting", TENANT), ("watching", TENANT), ("stranger", new_id())):
        watch = live.Watch(token, f"sid of {token}", tenant, frozenset({"deal"}), "board.refresh")
        live._watches[token, live.PAGE] = watch
    return found


async def note(operation: UUID, topic: str = "deal") -> None:
    live.hear({"tenant": str(TENANT), "topics": [topic], "operation": str(operation)})
    await asyncio.sleep(live.COURTESY + 0.05)


def test_the_page_that_acted_does_not_hear_of_it_again(heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    mine, others = new_id(), new_id()
    monkeypatch.setattr(sockets, "token_now", lambda: "acting")
    live.showed(mine)

    async def story() -> list[str]:
        await note(mine)
        first = sorted(heard)
        await asyncio.sleep(live.PAUSE)
        await note(others)
        return first

    assert asyncio.run(story()) == ["watching"]
    assert sorted(heard) == ["acting", "watching", "watching"]


def test_only_pages_that_show_the_table_hear(heard: list[str]) -> None:
    asyncio.run(note(new_id(), "contact"))
    assert heard == []
