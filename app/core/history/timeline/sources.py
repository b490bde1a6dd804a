"""Where the items of a timeline come from; features add theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.db import Session
from app.core.history.rows import Item


@dataclass(frozen=True, slots=True)
class Around:
    """Which part of which record's timeline is asked for: at most `limit` items, none younger than `until`."""

    table: str
    id: UUID
    until: datetime
    limit: int


Source = Callable[[Session, Actor, Around], Iterable[Item]]
_sources: list[Source] = []


def source(fn: Source) -> Source:
    """Add the items that the function below finds, newest first, to every timeline; the record itself is checked."""
    _sources.append(fn)
    return fn


def sources() -> list[Source]:
    """All sources."""
    return list(_sources)
