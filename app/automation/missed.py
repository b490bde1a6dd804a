"""What came while a workflow was paused: told, taken up, or passed over."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from app.automation import drafts, versions
from app.automation.engine.missed import judge
from app.automation.missed_job import TAKE_UP
from app.automation.missed_rows import MissedRow, SettledRow
from app.automation.missed_taking import take, undecided, waiting
from app.automation.models import Execution, MissedEvent, RunState, Signal
from app.core import events
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.bulk import update_rows
from app.core.errors import Conflict
from app.core.history.undo.beside import reverses
from app.core.queue import JobRow, enqueue, job_row
from app.core.queue.enqueue import live_job

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE
MOST = 5_000
TOO_LATE = "All of these runs have done something already; take back what they did in the history. Nothing was changed."
WAITING = (RunState.READY.value, RunState.QUEUED.value, RunState.PAUSED.value)
QUIET = {"synchronize_session": False}


@action("workflow.missed", permission=READ, effect=Effect.READ, title="Show what came while paused")
def missed(session: Session, actor: Actor, id: UUID) -> MissedRow:
    """How many events came while the workflow was paused and would have started it. Raises NotFound."""
    row = drafts.find(session, id)
    count = waiting(session, id) if row.published_version is not None else 0
    job_id = live_job(session, TAKE_UP, str(id))
    if not count:
        return MissedRow(id, 0, 0, 0, None, row.is_active, job_id)
    found = judge(session, id, MOST)
    since = found.seen[0][1].created_at if found.seen else None
    return MissedRow(id, count, len(found.seen), len(found.came), since, row.is_active, job_id)


@action("workflow.take_up", permission=WRITE, effect=Effect.WRITE, title="Take up what came while paused")
def take_up(session: Session, actor: Actor, id: UUID) -> SettledRow | JobRow:
    """Start the runs that the events which came during a pause would have started; each event once.

    More than 5,000 are taken up by a job, which is the answer then. Undo takes away the runs that have done nothing
    yet. Raises NotFound, and Conflict while the workflow is paused.
    """
    row = drafts.load(session, id)
    if not row.is_active:
        raise Conflict("This workflow is paused; resume it first.")
    if waiting(session, id) > MOST or live_job(session, TAKE_UP, str(id)):
        events.touch(session, "workflow_missed_events")
        return job_row(enqueue(session, TAKE_UP, {"workflow_id": id}, unique_key=str(id)))
    found = take(session, row, MOST)
    events.record(session, "workflow.taken_up", row, events=len(found.came))
    return SettledRow(len(found.came), waiting(session, id) > 0)


@action("workflow.pass_over", permission=WRITE, effect=Effect.WRITE, title="Pass over what came while paused")
def pass_over(session: Session, actor: Actor, id: UUID) -> SettledRow:
    """Start nothing for the events that came while the workflow was paused, and ask no more. Raises NotFound."""
    row = drafts.load(session, id)
    left = update(MissedEvent).where(*undecided(id)).values(settled_by=session.info["operation_id"])
    count = len(session.execute(left.returning(col(MissedEvent.id)), execution_options=QUIET).all())
    events.record(session, "workflow.passed_over", row, events=count)
    events.touch(session, "workflow_missed_events")
    return SettledRow(count, False)


@reverses("workflow.take_up", "workflow.pass_over")
def _take_back(session: Session, actor: Actor, operation_id: UUID) -> int:
    """Let the events wait for a decision again, but for those whose runs have done something; Conflict if all have."""
    settled = select(MissedEvent).where(col(MissedEvent.settled_by) == operation_id)
    rows = list(session.scalars(settled))
    free = _taken_away(session, [row for row in rows if row.begun])
    back = [{"id": row.id, "settled_by": None, "begun": False} for row in rows if not row.begun or row.event_id in free]
    if rows and not back:
        raise Conflict(TOO_LATE)
    update_rows(session, MissedEvent.metadata.tables["workflow_missed_events"], back)
    session.expire_all()
    events.touch(session, "workflow_missed_events")
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
