"""The consumer of events that starts runs, and tells those that wait for an event."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, span
from app.automation.definition.conditions import holds
from app.automation.engine import gathering, subjects
from app.automation.engine.starting import About, rouse, start
from app.automation.engine.world import World, world_of
from app.automation.models import Execution, RunState, Signal, StepLog, Wait, Workflow, WorkflowVersion
from app.core.db import Session
from app.core.errors import AppError
from app.core.events import Event
from app.core.events.consumers import consumer
from app.core.history import Operation

LIVE, AWAITED = "live_workflows", "awaited_events"


@consumer("workflows")
def take(session: Session, happened: Event) -> None:
    """Hand one event to the runs that wait for it and start those it triggers; one run for each workflow and event."""
    _tell(session, happened)
    found = _triggered(session, happened)
    if not found or _by_undo(session, happened):
        return
    payload, depth = subjects.payload_of(session, happened), _depth(session, happened)
    world = world_of(session, happened.tenant_id)
    for workflow_id, version in found:
        try:
            definition = versions.definition_of(session, workflow_id, version)
            if wanted(session, workflow_id, definition, happened.record_id, payload, world, happened.created_at):
                _begin(session, workflow_id, version, definition, happened, payload, depth)
        except AppError as error:
            _refused(session, workflow_id, version, happened, payload, error.message)


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


def _begin(
    session: Session,
    workflow_id: UUID,
    version: int,
    definition: Definition,
    happened: Event,
    payload: dict[str, Any],
    depth: int,
) -> None:
    context = {"trigger": subjects.trigger_of(happened), **payload}
    key = f"event:{happened.id}"
    about = About(happened.record_table, happened.record_id, happened.id, key, depth)
    if definition.settings.batch:
        gathering.collect(session, workflow_id, version, definition.settings.batch, context, about)
    elif definition.settings.debounce:
        gathering.debounce(session, workflow_id, version, definition.settings.debounce, context, about)
    else:
        start(session, workflow_id, version, context, about)


def _refused(
    session: Session, workflow_id: UUID, version: int, happened: Event, payload: dict[str, Any], reason: str
) -> None:
    """A trigger that cannot be judged is shown as a failed run, not lost in silence."""
    about = About(happened.record_table, happened.record_id, happened.id, f"event:{happened.id}")
    made = start(session, workflow_id, version, {"trigger": subjects.trigger_of(happened), **payload}, about)
    run = session.scalars(select(Execution).where(col(Execution.id) == made)).first() if made else None
    if run is not None:
        run.status, run.state, run.due_at, run.error_message = "failed", "failed", None, f"Trigger: {reason}"


def _triggered(session: Session, happened: Event) -> list[tuple[UUID, int]]:
    # What happened before a workflow first ran is none of its business, however late it is handed on.
    return [
        (found, version)
        for found, version, names, first in _live(session)
        if happened.name in names and first <= happened.created_at
    ]


def _live(session: Session) -> list[tuple[UUID, int, list[str], datetime]]:
    """What events may start, and since when; asked once for all events that one transaction hands on."""
    known: dict[UUID, Any] = session.info.setdefault(LIVE, {})
    tenant_id = session.info["actor"].tenant_id
    if tenant_id not in known:
        first = select(func.min(col(WorkflowVersion.published_at))).where(
            col(WorkflowVersion.tenant_id) == col(Workflow.tenant_id),
            col(WorkflowVersion.workflow_id) == col(Workflow.id),
        )
        columns = (col(Workflow.id), col(Workflow.published_version), col(Workflow.live_events))
        live = select(*columns, first.scalar_subquery()).where(
            col(Workflow.is_active),
            col(Workflow.published_version).is_not(None),
            col(Workflow.live_type).in_(("event", "database_change", "webhook")),
        )
        known[tenant_id] = [tuple(row) for row in session.execute(live.order_by(col(Workflow.id)))]
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


def _by_undo(session: Session, happened: Event) -> bool:
    if happened.operation_id is None:
        return False
    undoes = select(col(Operation.undoes_id)).where(col(Operation.id) == happened.operation_id)
    return session.scalar(undoes) is not None


def _depth(session: Session, happened: Event) -> int:
    """How many workflows started each other up to this event."""
    if happened.operation_id is None:
        return 0
    cause = (
        select(col(Execution.depth))
        .join(StepLog, (col(StepLog.execution_id) == col(Execution.id)))
        .where(col(StepLog.operation_id) == happened.operation_id)
    )
    depth = session.scalar(cause.limit(1))
    return 0 if depth is None else depth + 1


def _tell(session: Session, happened: Event) -> None:
    if happened.name not in _awaited(session):
        return
    about = or_(col(Wait.subject_id).is_(None), col(Wait.subject_id) == happened.record_id)
    waiting = session.scalars(select(Wait).where(col(Wait.event) == happened.name, about)).all()
    if not waiting:
        return
    payload, world = subjects.payload_of(session, happened), world_of(session, happened.tenant_id)
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
