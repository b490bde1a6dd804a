"""Workflows that begin by the clock: each time once, whatever was down, also in the nights of clock changes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from cronsim import CronSim
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.accounts.tenants import ZONE_CHANGED
from app.automation import versions
from app.automation.definition import Definition, Schedule
from app.automation.engine.claim import now_of
from app.automation.engine.starting import About, start
from app.automation.engine.world import world_of
from app.automation.models import Clock, Execution, Status, Workflow
from app.core import times
from app.core.actions.run import announce
from app.core.actor import house
from app.core.db import Session, house_session, open_session
from app.core.errors import AppError, NotFound
from app.core.events import Event
from app.core.events.consumers import consumer
from app.core.ids import new_id

# After a long downtime no more than so many missed times are made up for.
MOST_MISSED = 100
MOVES = ("workflow.published", "workflow.paused", "workflow.resumed", "workflow.deleted")


@dataclass(frozen=True, slots=True)
class Ticks:
    """The times of a cron line on the clocks of a zone."""

    cron: str
    zone: ZoneInfo
    policy: Schedule

    def after(self, moment: datetime) -> datetime:
        """The next time after `moment`, in UTC."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        # Walked on the clock face, so that the nights of clock changes are ours to decide.
        for face in CronSim(self.cron, local - timedelta(hours=3)):
            for at in self._moments(face):
                if at > moment:
                    return at
        raise AssertionError("a cron line has no end")

    def _moments(self, face: datetime) -> list[datetime]:
        first, second = (face.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first.astimezone(self.zone).replace(tzinfo=None) != face:
            # An hour that never comes: the clock shows so much later.
            return [] if self.policy.skipped == "drop" else [first]
        if second > first and self.policy.repeated == "twice":
            return [first, second]
        return [first]


def ticks_of(definition: Definition, zone: ZoneInfo) -> Ticks:
    """The times at which a workflow begins; a zone of its own goes before the company's."""
    policy = definition.settings.schedule
    own = times.zone(policy.zone) if policy.zone else zone
    return Ticks(definition.trigger_config.schedule or "", own, policy)


@consumer("workflow-clocks", {*MOVES, ZONE_CHANGED})
def wind(session: Session, happened: Event) -> None:
    """Set the clock of a workflow anew when it is published, paused or resumed; all, when the organisation moves."""
    if happened.name != ZONE_CHANGED:
        set_clock(session, happened.record_id)
        return
    for workflow_id in session.scalars(select(col(Clock.workflow_id)).where(col(Clock.next_at) > now_of(session))):
        set_clock(session, workflow_id)


def set_clock(session: Session, workflow_id: UUID) -> None:
    """Make the clock of a workflow fit its published version and whether it is active."""
    found = session.scalars(select(Workflow).where(col(Workflow.id) == workflow_id)).first()
    live = found is not None and found.is_active and found.live_type == "schedule" and found.published_version
    clock = session.scalars(select(Clock).where(col(Clock.workflow_id) == workflow_id)).first()
    if not live or found is None or found.published_version is None:
        if clock is not None:
            clock.next_at = None
        return
    definition = versions.definition_of(session, workflow_id, found.published_version)
    now = now_of(session)
    ticks = ticks_of(definition, world_of(session, house_tenant(session)).zone)
    values = {"workflow_version": found.published_version, "next_at": ticks.after(now), "zone": ticks.zone.key}
    fresh = insert(Clock).values(id=new_id(), workflow_id=workflow_id, **values)
    session.execute(fresh.on_conflict_do_update(index_elements=["workflow_id"], set_=values))


def house_tenant(session: Session) -> UUID:
    """The tenant whom the session serves."""
    tenant_id = session.info["actor"].tenant_id
    assert tenant_id
    return tenant_id


def fire(now: datetime | None = None) -> int:
    """Begin the runs of all clocks that are due; returns how many clocks were."""
    with house_session() as session:
        at = now or now_of(session)
        due = select(col(Clock.workflow_id), col(Clock.tenant_id)).where(col(Clock.next_at) <= at)
        found = session.execute(due.limit(500)).all()
    return sum(_fire(workflow_id, tenant_id, at) for workflow_id, tenant_id in found)


def _fire(workflow_id: UUID, tenant_id: UUID, now: datetime) -> bool:
    actor = house(tenant_id)
    with open_session(actor) as session:
        wanted = select(Clock).where(col(Clock.workflow_id) == workflow_id, col(Clock.next_at) <= now)
        clock = session.scalars(wanted.with_for_update(skip_locked=True)).first()
        if clock is None or clock.next_at is None:
            return False
        try:
            number, definition = _current(session, workflow_id)
            clock.workflow_version = number
            ticks = ticks_of(definition, world_of(session, tenant_id).zone)
            for at in _due(ticks, clock.next_at, now):
                _begin(session, clock, definition, at)
            clock.last_at, clock.next_at = now, ticks.after(now)
        except AppError:
            clock.next_at = None
        session.flush()
        announce(session, actor)
    return True


def _current(session: Session, workflow_id: UUID) -> tuple[int, Definition]:
    """What runs now, whatever an undo has changed since the clock was set; NotFound where the clock should stand."""
    live = (col(Workflow.is_active), col(Workflow.live_type) == "schedule")
    if session.scalar(select(col(Workflow.id)).where(col(Workflow.id) == workflow_id, *live)) is None:
        raise NotFound("This workflow has no clock (any more).")
    return versions.published(session, workflow_id)


def _due(ticks: Ticks, first: datetime, now: datetime) -> list[datetime]:
    """The times that are due; of those missed while nothing ran, as many as the policy says."""
    found = [first]
    while (following := ticks.after(found[-1])) <= now and len(found) < MOST_MISSED:
        found.append(following)
    on_time = found[-1:] if now - found[-1] < timedelta(minutes=1) else []
    match ticks.policy.catch_up:
        case "all":
            return found
        case "last":
            return found[-1:]
        case "none":
            return on_time


def _begin(session: Session, clock: Clock, definition: Definition, at: datetime) -> None:
    if definition.settings.schedule.overlap == "skip" and _under_way(session, clock.workflow_id):
        return
    context = {"trigger": {"event": "schedule", "at": at.isoformat(), "record": {}}}
    about = About(key=f"schedule:{at.isoformat()}", origin="schedule")
    start(session, clock.workflow_id, clock.workflow_version, context, about)


def _under_way(session: Session, workflow_id: UUID) -> bool:
    going = select(col(Execution.id)).where(
        col(Execution.workflow_id) == workflow_id,
        col(Execution.status).in_((Status.PENDING.value, Status.RUNNING.value)),
    )
    return session.scalar(going.limit(1)) is not None
