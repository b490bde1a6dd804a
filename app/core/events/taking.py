"""Letting a consumer take events: all at once if that goes well, else one by one."""

import logging
from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from app.core.actions.run import announce
from app.core.actor import house
from app.core.db import Session
from app.core.db.session import become
from app.core.errors import AppError
from app.core.events.consumers import Consumer
from app.core.events.models import Event

log = logging.getLogger(__name__)


def take(session: Session, known: Consumer, events: Sequence[Event]) -> bool:
    """Whether the consumer took all of these; if not, nothing of what it did for them is left."""
    try:
        with session.begin_nested():
            for tenant_id, of_tenant in _by_tenant(events):
                _take(session, known, tenant_id, of_tenant)
    except Exception as error:
        if len(events) == 1 or _away(error):
            raise
        log.info("%s takes %d events one by one (%s)", known.name, len(events), type(error).__name__)
        return False
    return True


def take_one(session: Session, known: Consumer, happened: Event) -> str | None:
    """Let the consumer take one event; why not, if it could not."""
    try:
        take(session, known, [happened])
    except AppError as error:
        log.warning("%s could not take %s: %s", known.name, happened.name, error.message)
        return f"{type(error).__name__}: {error.message}"
    except Exception as error:
        if _away(error):
            raise
        log.exception("%s could not take %s", known.name, happened.name)
        return f"{type(error).__name__}: {error}"
    return None


def _away(error: Exception) -> bool:
    """Whether the database is gone, so that nothing is said of the event."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _by_tenant(events: Sequence[Event]) -> Iterator[tuple[UUID, list[Event]]]:
    # Sorting keeps the order within each tenant.
    for tenant_id, of_tenant in groupby(sorted(events, key=_tenant), key=_tenant):
        yield tenant_id, list(of_tenant)


def _tenant(happened: Event) -> UUID:
    return happened.tenant_id


def _take(session: Session, known: Consumer, tenant_id: UUID, events: list[Event]) -> None:
    actor = house(tenant_id)
    if known.take_many is not None:
        _as(session, tenant_id, None)
        known.take_many(session, events)
    elif known.take is not None:
        for operation_id, together in groupby(events, key=lambda happened: happened.operation_id):
            _as(session, tenant_id, operation_id)
            for happened in together:
                known.take(session, happened)
    session.flush()
    announce(session, actor)


def _as(session: Session, tenant_id: UUID, operation_id: UUID | None) -> None:
    become(session, house(tenant_id), operation_id)
    session.info["operation_id"] = operation_id
