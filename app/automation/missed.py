"""What came while a workflow was paused: told, taken up, or passed over."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import col

from app.automation import drafts, versions
from app.automation.engine import triggers
from app.automation.engine.missed import Judged, judge
from app.automation.engine.starting import Starts
from app.automation.engine.triggers import Scene
from app.automation.missed_rows import MissedRow, SettledRow
from app.automation.models import Execution, MissedEvent, RunState, Signal, Workflow
from app.core import events
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.bulk import update_rows
from app.core.errors import Conflict
from app.core.history.undo.beside import reverses

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE
MOST = 5_000
TOO_LATE = "All of these runs have done something already; take back what they did in the history. Nothing was changed."
WAITING = (RunState.READY.value, RunState.QUEUED.value, RunState.PAUSED.value)
QUIET = {"synchronize_session": False}


@action("workflow.missed", permission=READ, effect=Effect.READ, title="Show what came while paused")
def missed(session: Session, actor: Actor, id: UUID) -> MissedRow:
    """How many events came while the workflow was paused and would have started it. Raises NotFound."""
    row = drafts.find(session, id)
    if row.published_version is None or not _waits(session, id):
        return MissedRow(id, 0, 0, False, None, row.is_active)
    found = judge(session, id, MOST)
    since = found.seen[0][1].created_at if found.seen else None
    return MissedRow(id, len(found.seen), len(found.came), len(found.seen) == MOST, since, row.is_active)


@action("workflow.take_up", permission=WRITE, effect=Effect.WRITE, title="Take up what came while paused")
def take_up(session: Session, actor: Actor, id: UUID) -> SettledRow:
    """Start the runs that the oldest 5,000 events which came during a pause would have started; each event once.

    Undo takes away the runs that have done nothing yet. Raises NotFound, and Conflict while the workflow is paused.
    """
    row = drafts.load(session, id)
    if not row.is_active:
        raise Conflict("This workflow is paused; resume it first.")
    found = judge(session, id, MOST)
    _begin(session, row, found)
    _settle(session, [missed_id for missed_id, _ in found.seen], {one.missed_id for one in found.came})
    events.record(session, "workflow.taken_up", row, events=len(found.came))
    return SettledRow(len(found.came), _waits(session, id))


@action("workflow.pass_over", permission=WRITE, effect=Effect.WRITE, title="Pass over what came while paused")
def pass_over(session: Session, actor: Actor, id: UUID) -> SettledRow:
    """Start nothing for the events that came while the workflow was paused, and ask no more. Raises NotFound."""
    row = drafts.load(session, id)
    left = update(MissedEvent).where(*_mine(id)).values(settled_by=session.info["operation_id"])
    count = len(session.execute(left.returning(col(MissedEvent.id)), execution_options=QUIET).all())
    events.record(session, "workflow.passed_over", row, events=count)
    return SettledRow(count, False)


def _mine(workflow_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return col(MissedEvent.workflow_id) == workflow_id, col(MissedEvent.settled_by).is_(None)


def _waits(session: Session, workflow_id: UUID) -> bool:
    return session.scalar(select(col(MissedEvent.id)).where(*_mine(workflow_id)).limit(1)) is not None


def _begin(session: Session, row: Workflow, found: Judged) -> None:
    starts = Starts(session)
    for one in found.came:
        scene = Scene(one.payload, one.cause.depth, found.world, starts)
        if one.fault is None:
            triggers.begin(session, row.id, found.version, found.definition, one.event, scene)
        else:
            triggers.refused(session, row.id, found.version, one.event, one.payload, one.fault)
    starts.write()


def _settle(session: Session, seen: Sequence[UUID], begun: set[UUID]) -> None:
    operation_id = session.info["operation_id"]
    rows = [{"id": id, "settled_by": operation_id, "begun": id in begun} for id in seen]
    update_rows(session, MissedEvent.metadata.tables["workflow_missed_events"], rows)


@reverses("workflow.take_up", "workflow.pass_over")
def _take_back(session: Session, actor: Actor, operation_id: UUID) -> int:
    """Let the events wait for a decision again, but for those whose runs have done something; Conflict if all have."""
    settled = select(MissedEvent).where(col(MissedEvent.settled_by) == operation_id)
    rows = list(session.scalars(settled))
    free = _taken_away(session, [row for row in rows if row.begun])
    back = [row for row in rows if not row.begun or row.event_id in free]
    if rows and not back:
        raise Conflict(TOO_LATE)
    for row in back:
        row.settled_by, row.begun = None, False
    session.flush()
    events.touch(session, "workflows")
    return len(back)


def _taken_away(session: Session, rows: Sequence[MissedEvent]) -> set[UUID]:
    """Delete the runs of these events that have not begun to do anything; returns whose runs are gone."""
    keys = [f"event:{row.event_id}" for row in rows]
    flows = {row.workflow_id for row in rows}
    idle = select(Execution).where(
        col(Execution.workflow_id).in_(flows),
        col(Execution.trigger_key).in_(keys),
        col(Execution.state).in_(WAITING),
        col(Execution.steps_done) == 0,
    )
    # What a pass holds at this moment has begun.
    held = session.scalars(idle.with_for_update(skip_locked=True)).all()
    alone = [run for run in held if not _gathers(session, run)]
    ids = [run.id for run in alone]
    session.execute(delete(Signal).where(col(Signal.execution_id).in_(ids)), execution_options=QUIET)
    session.execute(delete(Execution).where(col(Execution.id).in_(ids)), execution_options=QUIET)
    events.touch(session, "workflow_executions")
    return {run.event_id for run in alone if run.event_id}


def _gathers(session: Session, run: Execution) -> bool:
    settings = versions.definition_of(session, run.workflow_id, run.workflow_version).settings
    return bool(settings.batch or settings.debounce)
