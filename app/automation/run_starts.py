"""What a run that a person starts can be given: a record, or values such as its trigger brings."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import select
from sqlmodel import col

from app.automation import catalogue, drafts, versions
from app.automation.definition import Definition, events_of
from app.automation.engine import subjects
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import Event


@dataclass(frozen=True, slots=True)
class StartWith:
    """`noun` is the sort of record that its trigger is about, None where that is none; `sample` what to start with."""

    name: str
    noun: str | None
    sample: dict[str, Any]


@action("run.sample", permission=Permission.WORKFLOWS_WRITE, effect=Effect.READ, title="Show what to start with")
def sample(session: Session, actor: Actor, workflow_id: UUID) -> StartWith:
    """What a run of the published workflow can be started with. Raises NotFound, and Conflict where it is paused."""
    row = drafts.find(session, workflow_id)
    _, definition = versions.published(session, workflow_id)
    if not row.is_active:
        raise Conflict("This workflow is paused; resume it first.")
    events = sorted(events_of(definition.trigger_type, definition.trigger_config))
    nouns = {event.partition(".")[0] for event in events} & subjects.SHOWN
    return StartWith(row.name, next(iter(nouns), None), {} if nouns else _values(session, definition, events))


def of_record(session: Session, noun: str, record_id: UUID) -> dict[str, Any]:
    """The record as workflows read it; raises Invalid for a sort they do not know, NotFound."""
    if noun not in subjects.SHOWN:
        raise Invalid("Workflows know no such sort of record.", fields={"record": "unknown"})
    found = subjects.record_of(session, noun, record_id)
    if not found:
        raise NotFound("There is no such record (any more).")
    return found


def _values(session: Session, definition: Definition, events: list[str]) -> dict[str, Any]:
    """The sample of its trigger, else what such an event brought last, else what is known of it from the shelf."""
    if definition.trigger_config.sample:
        return definition.trigger_config.sample
    last = select(Event).where(col(Event.name).in_(events)).order_by(col(Event.created_at).desc()).limit(1)
    happened = session.scalars(last).first()
    if happened is not None:
        return to_jsonable_python(subjects.payload_of(session, happened), fallback=str)
    return next((catalogue.samples()[event] for event in events if event in catalogue.samples()), {})
