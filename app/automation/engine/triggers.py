"""The consumer of events that starts runs, and tells those that wait for an event."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, span
from app.automation.definition.conditions import holds
from app.automation.engine import gathering, missed, subjects
from app.automation.engine.causes import causes_of
from app.automation.engine.starting import About, Starts, rouse, start
from app.automation.engine.world import World, world_of
from app.automation.models import Execution, RunState, Signal, Wait, Workflow, WorkflowVersion
from app.core.db import Session
from app.core.errors import AppError
from app.core.events import Event
from app.core.events.consumers import batch_consumer, consumer

LIVE, AWAITED, WORLD = "live_workflows", "awaited_events", "world_of_events"


@batch_consumer("workflows", directed=True)
def take(session: Session, events: Sequence[Event]) -> None:
    """Hand events to the runs that wait for them and start those they trigger: one run for each workflow and event."""
    called = [(happened, flow) for happened in events for flow in _triggered(session, happened)]
    causes = causes_of(session, [happened for happened, _ in called])
    called = [(happened, flow) for happened, flow in called if not causes[happened.operation_id].by_undo]
    missed.note(session, [(flow.id, happened.id) for happened, flow in called if not flow.is_active])
    records = subjects.records_of(session, [happened for happened, flow in called if flow.is_active])
    due: dict[UUID, list[Live]] = defaultdict(list)
    for happened, flow in called:
        if flow.is_active:
            due[happened.id].append(flow)
    starts = Starts(session)
    for happened in events:
        _tell(session, happened)
        if happened.id in due:
            scene = Scene(
                subjects.brought(happened, records), causes[happened.operation_id].depth, _world(session), starts
            )
            for flow in due[happened.id]:
                _take(session, flow.id, flow.version, happened, scene)
    starts.write()


@dataclass(frozen=True, slots=True)
class Scene:
    """What an event brings, how deep it lies in a chain of workflows, the world, and where runs are gathered."""

    payload: dict[str, Any]
    depth: int
    world: World
    starts: Starts


def _take(session: Session, workflow_id: UUID, version: int, happened: Event, scene: Scene) -> None:
    try:
        definition = versions.definition_of(session, workflow_id, version)
        if definition.settings.enrolment.mode != "always":
            scene.starts.write()
        at, world = happened.created_at, scene.world
        if wanted(session, workflow_id, definition, happened.record_id, scene.payload, world, at):
            begin(session, workflow_id, version, definition, happened, scene)
    except AppError as error:
        refused(session, workflow_id, version, happened, scene.payload, error.message)


def _world(session: Session) -> World:
    known: dict[UUID, World] = session.info.setdefault(WORLD, {})
    tenant_id = session.info["actor"].tenant_id
    if tenant_id not in known:
        known[tenant_id] = world_of(session, tenant_id)
    return known[tenant_id]


def wanted(
    session: Session,
    workflow_id: UUID,
    definition: Definition,
    record_id: UUID,
    payload: dict[str, Any],
    world: World,
    now: datetime,
) -> bool:
    """Whether this event of this record takes part; raises Invalid for rules that do not suit its values."""
    enrolment, rules = definition.settings.enrolment, definition.trigger_config.filter
    scope = {**payload, "company": world.company}
    for condition in (rules, enrolment.when):
        if condition is not None and not holds(condition, scope, now, world.zone):
            return False
    if enrolment.mode == "always":
        return True
    earlier = select(func.max(col(Execution.created_at))).where(
        col(Execution.workflow_id) == workflow_id,
        col(Execution.subject_id) == record_id,
        col(Execution.origin) == "trigger",
    )
    last = session.scalar(earlier)
    if last is None or enrolment.mode == "once":
        return last is None
    pause = span(enrolment.again_after) if enrolment.again_after else timedelta(0)
    return now >= last + pause


def begin(
    session: Session, workflow_id: UUID, version: int, definition: Definition, happened: Event, scene: Scene
) -> None:
    """Let the event into a run: at once, after a pause, or with others."""
    context = {"trigger": subjects.trigger_of(happened), **scene.payload}
    about = About(happened.record_table, happened.record_id, happened.id, f"event:{happened.id}", scene.depth)
    if definition.settings.batch:
        gathering.collect(session, workflow_id, version, definition.settings.batch, context, about)
    elif definition.settings.debounce:
        gathering.debounce(session, workflow_id, version, definition.settings.debounce, context, about)
    else:
        scene.starts.add(workflow_id, version, context, about)


def refused(
    session: Session, workflow_id: UUID, version: int, happened: Event, payload: dict[str, Any], reason: str
) -> None:
    """A trigger that cannot be judged is shown as a failed run, not lost in silence."""
    about = About(happened.record_table, happened.record_id, happened.id, f"event:{happened.id}")
    made = start(session, workflow_id, version, {"trigger": subjects.trigger_of(happened), **payload}, about)
    run = session.scalars(select(Execution).where(col(Execution.id) == made)).first() if made else None
    if run is not None:
        run.status, run.state, run.due_at, run.error_message = "failed", "failed", None, f"Trigger: {reason}"


@dataclass(frozen=True, slots=True)
class Live:
    """A published workflow that events start, the version that runs, and when it was first published."""

    id: UUID
    version: int
    events: list[str]
    is_active: bool
    first: datetime


def _triggered(session: Session, happened: Event) -> list[Live]:
    # What happened before a workflow first ran is none of its business, however late it is handed on.
    early = [flow for flow in _live(session) if happened.name in flow.events and flow.first <= happened.created_at]
    return [flow for flow in early if happened.only_for in (None, flow.id)]


def _live(session: Session) -> list[Live]:
    """What events may start, the paused ones included; asked once for all events that one transaction hands on."""
    known: dict[UUID, list[Live]] = session.info.setdefault(LIVE, {})
    tenant_id = session.info["actor"].tenant_id
    if tenant_id not in known:
        first = select(func.min(col(WorkflowVersion.published_at))).where(
            col(WorkflowVersion.tenant_id) == col(Workflow.tenant_id),
            col(WorkflowVersion.workflow_id) == col(Workflow.id),
        )
        columns = (
            col(Workflow.id),
            col(Workflow.published_version),
            col(Workflow.live_events),
            col(Workflow.is_active),
        )
        live = select(*columns, first.scalar_subquery()).where(
            col(Workflow.published_version).is_not(None),
            col(Workflow.live_type).in_(("event", "database_change", "webhook")),
        )
        known[tenant_id] = [Live(*row) for row in session.execute(live.order_by(col(Workflow.id)))]
    return known[tenant_id]


def _awaited(session: Session) -> set[str]:
    """The events that any run waits for; a wait that is newer than this look looks for what came by itself."""
    known: dict[UUID, set[str]] = session.info.setdefault(AWAITED, {})
    tenant_id = session.info["actor"].tenant_id
    if tenant_id not in known:
        waits = select(col(Wait.event)).where(col(Wait.tenant_id) == tenant_id).distinct()
        known[tenant_id] = set(session.scalars(waits))
    return known[tenant_id]


@consumer("workflow-resumed", {"workflow.resumed", "operation.undone"})
def resume(session: Session, happened: Event) -> None:
    """Let the runs of workflows go on that are no longer paused, or that an undo has brought back."""
    active = select(col(Workflow.id)).where(col(Workflow.is_active))
    held = update(Execution).where(
        col(Execution.tenant_id) == happened.tenant_id,
        col(Execution.status).in_(("pending", "running")),
        col(Execution.state) == RunState.PAUSED.value,
        col(Execution.workflow_id).in_(active),
    )
    ready = held.values(state=RunState.READY.value, reason=None, due_at=func.clock_timestamp())
    session.execute(ready, execution_options={"synchronize_session": False})
    rouse(session)


def _tell(session: Session, happened: Event) -> None:
    if happened.name not in _awaited(session):
        return
    about = or_(col(Wait.subject_id).is_(None), col(Wait.subject_id) == happened.record_id)
    wanted = select(Wait).where(col(Wait.event) == happened.name, about)
    if happened.only_for is not None:
        wanted = wanted.join(Execution, col(Execution.id) == col(Wait.execution_id))
        wanted = wanted.where(col(Execution.workflow_id) == happened.only_for)
    waiting = session.scalars(wanted).all()
    if not waiting:
        return
    payload, world = subjects.payload_of(session, happened), _world(session)
    over: list[UUID] = []
    for wait in waiting:
        if wait.match is not None and not _fits(wait.match, payload, happened.created_at, world):
            continue
        over.append(wait.id)
        session.add(Signal(execution_id=wait.execution_id, path=wait.path, kind="event", payload=payload))
    if over:
        session.execute(delete(Wait).where(col(Wait.id).in_(over)), execution_options={"synchronize_session": False})
        rouse(session)


def _fits(match: Any, payload: dict[str, Any], now: datetime, world: World) -> bool:
    try:
        return holds(match, payload, now, world.zone)
    except AppError:
        return False
