"""Live notes over one listening connection, which is made anew when it breaks."""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from app.core import live
from app.core.actor import Actor
from app.core.db import open_session

NOTES: list[dict[str, Any]] = []


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("It did not come to pass.")


def _publish(actor: Actor, note: dict[str, Any]) -> None:
    with open_session(actor) as session:
        live.publish(session, note)


def _break() -> None:
    kill = "select pg_terminate_backend(pid) from pg_stat_activity where query = %s"
    with psycopg.connect(live.listen_url()) as session:
        session.execute(kill, [live.LISTEN])


def test_notes_arrive_and_a_break_is_told(owner: Actor) -> None:
    NOTES.clear()

    def take(note: dict[str, Any]) -> None:
        NOTES.append(note)
        if note.get("n") == 1:
            raise ZeroDivisionError

    async def scene() -> None:
        hearing: list[bool] = []
        listening = asyncio.create_task(live.listen(take, hearing.append))
        await _until(lambda: True in hearing)
        for n in (1, 2):
            await asyncio.to_thread(_publish, owner, {"n": n})
        await _until(lambda: {"n": 2} in NOTES)
        await asyncio.to_thread(_break)
        await _until(lambda: live.RESYNC in NOTES)
        await asyncio.to_thread(_publish, owner, {"n": 3})
        await _until(lambda: {"n": 3} in NOTES)
        listening.cancel()

    asyncio.run(scene())


def test_a_note_is_not_a_letter(owner: Actor) -> None:
    with pytest.raises(ValueError, match="names and ids"):
        _publish(owner, {"text": "x" * 8_000})
