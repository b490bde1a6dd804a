"""Who would have matched: a definition held against what has happened lately."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, cast
from uuid import UUID

from cronsim import CronSim
from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.accounts.tenants import zone_of
from app.automation import drafts
from app.automation.definition import Definition, events_of, parse
from app.automation.definition.checking.house import House
from app.automation.definition.checking.known import Known
from app.automation.definition.checking.whole import of_trigger
from app.automation.engine.subjects import payload_of
from app.automation.enrolling import Enrolled
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import Event
from app.core.events.directed import heard_by
from app.core.history import Operation

MOST, SHOWN = 2_000, 20
LABELS = ("name", "title", "subject", "email", "id")


@dataclass(frozen=True, slots=True)
class Match:
    """One past event that would have started a run; `label` names what it was about."""

    event_id: UUID
    name: str
    at: datetime
    record_table: str
    record_id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Matches:
    """How many events of the days looked at would have started a run, and why the others would not.

    `capped` says that only the newest 2,000 events were looked at. A schedule counts the times it would have come.
    """

    days: int
    seen: int
    matched: int
    records: int
    capped: bool
    refused: dict[str, int] = field(default_factory=dict[str, int])
    sample: list[Match] = field(default_factory=list[Match])


@action(
    "workflow.matches", permission=Permission.WORKFLOWS_READ, effect=Effect.READ, title="Show who would have matched"
)
def matches(
    session: Session,
    actor: Actor,
    definition: dict[str, Any] | None = None,
    id: UUID | None = None,
    days: Annotated[int, Field(ge=1, le=365)] = 30,
) -> Matches:
    """Which events of the last days would have started the workflow `id` (its draft), or a definition not saved yet.

    Records are read as they are now. Raises Invalid for a definition that cannot be read.
    """
    if (definition is None) == (id is None):
        raise Invalid("Name either a workflow or a definition.", fields={"id": "either this or definition"})
    read = parse(definition if id is None else drafts.wire(drafts.find(session, id)))
    since = times.utc_now() - timedelta(days=days)
    if read.trigger_type == "schedule":
        count = _times(session, actor, read, since)
        return Matches(days, count, count, 0, False)
    return _held_against(session, actor, read, since, days)


def _held_against(session: Session, actor: Actor, read: Definition, since: datetime, days: int) -> Matches:
    names, zone = events_of(read.trigger_type, read.trigger_config), zone_of(session)
    events, enrolled, reasons, found = list(_events(session, names, since)), Enrolled(), Counter[str](), list[Match]()
    matched = 0
    for event in events:
        scope = {**payload_of(session, event), "trigger": {"event": event.name}}
        reason = enrolled.take(read, scope, event.record_id, event.created_at, zone)
        if reason is not None:
            reasons[reason] += 1
            continue
        matched += 1
        found.append(_match(event, scope))
    sample = found[-SHOWN:][::-1]
    return Matches(days, len(events), matched, len(enrolled.last), len(events) == MOST, dict(reasons), sample)


def _events(session: Session, names: frozenset[str], since: datetime) -> Iterator[Event]:
    """The newest events of these names in the order in which they happened, without those of an undo."""
    undone = select(col(Operation.id)).where(col(Operation.action) == "operation.undo")
    wanted = select(Event).where(col(Event.name).in_(names), col(Event.created_at) >= since)
    wanted = wanted.where(col(Event.operation_id).is_(None) | col(Event.operation_id).not_in(undone))
    wanted = wanted.where(heard_by(None))
    newest = session.scalars(wanted.order_by(col(Event.created_at).desc(), col(Event.seq).desc()).limit(MOST)).all()
    return reversed(newest)


def _match(event: Event, scope: dict[str, Any]) -> Match:
    about = [cast(dict[str, Any], part) for part in scope.values() if isinstance(part, dict)]
    label = next((str(part[name]) for part in about for name in LABELS if part.get(name)), "")
    return Match(event.id, event.name, event.created_at, event.record_table, event.record_id, label)


def _times(session: Session, actor: Actor, read: Definition, since: datetime) -> int:
    problems = list(of_trigger(House(session, actor), read, Known(frozenset())))
    cron = read.trigger_config.schedule
    if problems or cron is None:
        raise Invalid(problems[0].message if problems else "Give the times as cron.")
    own, now = read.settings.schedule.zone, times.utc_now()
    zone = times.zone(own) if own else zone_of(session)
    count = 0
    for at in CronSim(cron, since.astimezone(zone)):
        if at > now or count >= 50_000:
            break
        count += 1
    return count
