"""Notes between processes while they are open: what pages shall look at again, whose session ended."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, cast

import psycopg
from sqlalchemy import func, select

from app.core.db import Session
from app.core.errors import Unavailable
from app.core.settings import settings
from app.core.urls import libpq_url

log = logging.getLogger(__name__)

CHANNEL = "steward_live"
LISTEN = "listen steward_live"
RESYNC: dict[str, Any] = {"resync": True}
LONGEST_PAUSE = 5.0
# PostgreSQL refuses a note of 8,000 bytes and more.
LONGEST_NOTE = 7_500


def publish(session: Session, note: dict[str, Any]) -> None:
    """Send the note to all that listen, when this transaction commits; raises ValueError for more than 7,500 bytes."""
    text = json.dumps(note)
    if len(text.encode()) > LONGEST_NOTE:
        raise ValueError("A live note carries names and ids, not contents.")
    session.execute(select(func.pg_notify(CHANNEL, text)))


def listen_url() -> str:
    """The address to listen at, in libpq's form; raises Unavailable where no database is known."""
    url = settings().listen_database_url
    if url is None:
        raise Unavailable("No database is running here: start Steward with `make run`, or set DATABASE_URL.")
    return libpq_url(url)


async def listen(
    callback: Callable[[dict[str, Any]], None], hearing: Callable[[bool], None] = lambda heard: None
) -> None:
    """Call `callback` with each note, for ever, over one connection that is made anew when it breaks.

    After each break it gets {"resync": true}, for notes of the time between are lost. `hearing` is told whenever the
    connection stands and when it breaks. Neither may block.
    """
    pause = 0.1
    first = True
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(listen_url(), autocommit=True) as connection:
                await connection.execute(LISTEN)
                pause = 0.1
                hearing(True)
                if not first:
                    _hand(callback, RESYNC)
                first = False
                async for note in connection.notifies():
                    _take(callback, note.payload)
        except (psycopg.Error, OSError, Unavailable) as error:
            log.warning("The live connection broke (%s); trying again in %.1f s", error, pause)
        finally:
            hearing(False)
        first = False
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _take(callback: Callable[[dict[str, Any]], None], payload: str) -> None:
    try:
        note = json.loads(payload)
    except ValueError:
        return
    if isinstance(note, dict):
        _hand(callback, cast(dict[str, Any], note))


def _hand(callback: Callable[[dict[str, Any]], None], note: dict[str, Any]) -> None:
    try:
        callback(note)
    except Exception:
        log.exception("A live note could not be handled")
