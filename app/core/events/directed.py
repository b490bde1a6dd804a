"""Events meant for one alone, such as the samples by which somebody tries a workflow."""

from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.core.db import Session
from app.core.events.models import Event

SETTING = "app.events_only_for"


@contextmanager
def only_for(session: Session, id: UUID) -> Generator[None]:
    """Whatever events are recorded in the block, by whomever, reach only consumers of directed events, for `id`."""
    _set(session, str(id))
    yield
    _set(session, "")


def _set(session: Session, value: str) -> None:
    session.flush()
    session.execute(select(func.set_config(SETTING, value, True)))


def heard_by(id: UUID | None) -> ColumnElement[bool]:
    """The condition that an event is for everybody, or for `id` alone."""
    return col(Event.only_for).is_(None) | (col(Event.only_for) == id)
