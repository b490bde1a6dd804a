"""Events that came while their workflow was paused: noted as they are handed on, judged when people ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, events_of
from app.automation.engine import subjects
from app.automation.engine.causes import Cause, causes_of
from app.automation.engine.world import World, world_of
from app.automation.enrolling import Enrolled
from app.automation.models import Execution, MissedEvent
from app.core.db import Session
from app.core.errors import AppError
from app.core.events import Event, touch
from app.core.ids import new_ids


def note(session: Session, missed: Sequence[tuple[UUID, UUID]]) -> None:
    """Keep which events (the second) paused workflows (the first) have not been started by."""
    if not missed:
        return
    ids = new_ids(len(missed))
    rows = [{"id": id, "workflow_id": of, "event_id": event} for id, (of, event) in zip(ids, missed, strict=True)]
    fresh = insert(MissedEvent).on_conflict_do_nothing(index_elements=["workflow_id", "event_id"])
    session.connection().execute(fresh, rows)
    touch(session, str(MissedEvent.__tablename__))


@dataclass(frozen=True, slots=True)
class Came:
    """An event that would have started a run; `fault` says why that cannot be told."""

    missed_id: UUID
    event: Event
    payload: dict[str, Any]
    cause: Cause
    fault: str | None = None


@dataclass
class Judged:
    """The oldest events that nobody has decided on, and those of them that would have started a run."""

    version: int
    definition: Definition
    world: World
    seen: list[tuple[UUID, Event]]
    came: list[Came] = field(default_factory=list[Came])


def judge(session: Session, workflow_id: UUID, most: int, *, take: bool = False) -> Judged:
    """Hold up to `most` events against the version that runs now; records are read as they are now.

    With `take` nobody else gets them before this transaction ends, and those that somebody holds are left out. Raises
    NotFound where nothing is published.
    """
    version, definition = versions.published(session, workflow_id)
    seen = _open(session, workflow_id, most, take)
    judged = Judged(version, definition, world_of(session, session.info["actor"].tenant_id), seen)
    events = [event for _, event in seen]
    records, causes = subjects.records_of(session, events), causes_of(session, events)
    enrolled = Enrolled()
    if definition.settings.enrolment.mode != "always":
        enrolled.last |= _last(session, workflow_id, {event.record_id for event in events})
    names = events_of(definition.trigger_type, definition.trigger_config)
    for missed_id, event in seen:
        if event.name not in names or subjects.missing(event, records):
            continue
        payload = subjects.brought(event, records)
        reason, fault = _reason(judged, enrolled, event, payload)
        if reason is None:
            judged.came.append(Came(missed_id, event, payload, causes[event.operation_id], fault))
    return judged


def _reason(judged: Judged, enrolled: Enrolled, event: Event, payload: dict[str, Any]) -> tuple[str | None, str | None]:
    scope, zone = {**payload, "company": judged.world.company}, judged.world.zone
    try:
        return enrolled.take(judged.definition, scope, event.record_id, event.created_at, zone), None
    except AppError as error:
        return None, error.message


def _open(session: Session, workflow_id: UUID, most: int, take: bool) -> list[tuple[UUID, Event]]:
    wanted = select(col(MissedEvent.id), Event).join(Event, col(Event.id) == col(MissedEvent.event_id))
    mine = wanted.where(col(MissedEvent.workflow_id) == workflow_id, col(MissedEvent.settled_by).is_(None))
    oldest = mine.order_by(col(Event.place)).limit(most)
    held = oldest.with_for_update(of=MissedEvent, skip_locked=True) if take else oldest
    return [(id, event) for id, event in session.execute(held)]


def _last(session: Session, workflow_id: UUID, record_ids: set[UUID]) -> dict[UUID, datetime]:
    given = bindparam("records", list(record_ids), ARRAY(Uuid()))
    earlier = select(col(Execution.subject_id), func.max(col(Execution.created_at))).where(
        col(Execution.workflow_id) == workflow_id,
        col(Execution.origin) == "trigger",
        col(Execution.subject_id) == func.any(given),
    )
    return {id: last for id, last in session.execute(earlier.group_by(col(Execution.subject_id))) if id}
