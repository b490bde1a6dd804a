"""Runs of workflows: begun by hand, looked at, cancelled, decided where nobody knows."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.automation import run_jobs, run_reading, run_starts
from app.automation.engine import ending, signals, starting
from app.automation.engine.shows import plain
from app.automation.engine.starting import About
from app.automation.models import Execution, RunState, Status, Workflow
from app.automation.run_rows import RunDetails, RunPage, RunRow
from app.core.access import Permission
from app.core.actions import Effect, action, find
from app.core.actor import Actor
from app.core.db import Session
from app.core.effects import Effect as Sending
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import touch

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE
Limit = Annotated[int, Field(ge=1, le=200)]
OPEN = (Status.PENDING.value, Status.RUNNING.value)


@action("run.list", permission=READ, effect=Effect.READ, title="List runs", palette="/runs")
def list_(
    session: Session,
    actor: Actor,
    workflow_id: UUID | None = None,
    status: Status | None = None,
    state: RunState | None = None,
    subject_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> RunPage:
    """Runs, newest first, of one workflow, status, state, record or time."""
    wanted = run_reading.chosen().where(col(Execution.tenant_id) == actor.tenant_id)
    bounds = (
        (col(Execution.workflow_id) == workflow_id, workflow_id),
        (col(Execution.status) == status, status),
        (col(Execution.state) == state, state),
        (col(Execution.subject_id) == subject_id, subject_id),
    )
    wanted = wanted.where(*(bound for bound, given in bounds if given is not None))
    wanted = wanted.where(col(Execution.created_at) >= since) if since else wanted
    wanted = wanted.where(col(Execution.created_at) < until) if until else wanted
    if cursor:
        wanted = wanted.where(col(Execution.id) < _place(cursor))
    found = run_reading.rows(session, wanted.order_by(col(Execution.id).desc()).limit(limit + 1))
    return RunPage(found[:limit], str(found[limit - 1].id) if len(found) > limit else None)


@action("run.get", permission=READ, effect=Effect.READ, title="Show run")
def get(session: Session, actor: Actor, id: UUID) -> RunDetails:
    """One run with its path, its steps and what it waits for. Raises NotFound."""
    found = run_reading.details(session, actor.tenant_id, id)
    return replace(found, steps=run_jobs.with_jobs(session, actor.tenant_id, id, found.steps))


@action("run.start", permission=WRITE, effect=Effect.WRITE, title="Run workflow")
def start(
    session: Session,
    actor: Actor,
    workflow_id: UUID,
    context: dict[str, Any] | None = None,
    record: str | None = None,
    record_id: UUID | None = None,
) -> RunRow:
    """Run a published workflow now; `context` is what its steps read, or `record` ("lead") and `record_id`.

    Raises NotFound, and Conflict where it is paused or was never published.
    """
    found = session.scalars(select(Workflow).where(col(Workflow.id) == workflow_id)).first()
    if found is None:
        raise NotFound("There is no such workflow (any more).")
    if found.published_version is None:
        raise Conflict("This workflow was never published; publish it first.")
    if not found.is_active:
        raise Conflict("This workflow is paused; resume it first.")
    of_record = run_starts.of_record(session, record, record_id) if record and record_id else {}
    given = plain({**of_record, **(context or {})})
    named = {"table": record, "id": str(record_id)} if of_record else {}
    trigger = {"event": "manual", "by": actor.name, "record": named, **_trigger(given)}
    origin = "api" if actor.kind.value == "key" else "manual"
    table, subject_id = (record, record_id) if of_record else (None, None)
    about = About(table, subject_id, origin=origin, member_id=actor.member_id)
    made = starting.start(session, workflow_id, found.published_version, {**given, "trigger": trigger}, about)
    assert made
    return run_reading.one(session, actor.tenant_id, made)


@action("run.cancel", permission=WRITE, effect=Effect.WRITE, title="Cancel runs")
def cancel(session: Session, actor: Actor, ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]) -> int:
    """Stop runs that are not over, and the runs below them; returns how many. What they did stays done."""
    todo, count = list(ids), 0
    while todo:
        mine = (col(Execution.id).in_(todo), col(Execution.tenant_id) == actor.tenant_id)
        held = select(Execution).where(*mine, col(Execution.status).in_(OPEN)).order_by(col(Execution.id))
        stopped = list(session.scalars(held.with_for_update()))
        now = session.scalars(select(func.clock_timestamp())).one()
        for run in stopped:
            run.status, run.state, run.due_at, run.completed_at = "failed", RunState.CANCELLED.value, None, now
            run.reason, run.error_message = f"cancelled by {actor.name}", "Cancelled."
            _tell_parent(session, run, todo)
        session.flush()
        ending.tidy(session, [run.id for run in stopped])
        count += len(stopped)
        below = select(col(Execution.id)).where(col(Execution.parent_id).in_([run.id for run in stopped]))
        todo = list(session.scalars(below)) if stopped else []
    touch(session, "workflow_executions")
    return count


@action("run.decide", permission=WRITE, effect=Effect.WRITE, title="Decide on unknown outcome")
def decide(
    session: Session,
    actor: Actor,
    id: UUID,
    key: str,
    decision: Literal["happened", "again", "give_up"],
    note: str = "",
) -> RunRow:
    """Say what became of a sending whose outcome nobody knows; the run goes on accordingly.

    `key` is the step's. Raises NotFound where no such sending waits for a decision.
    """
    run_reading.one(session, actor.tenant_id, id)
    waiting = select(Sending).where(
        col(Sending.tenant_id) == actor.tenant_id,
        col(Sending.state) == "unknown",
        col(Sending.waiter).in_(run_jobs.waiters(id, key, 20)),
    )
    sending = session.scalars(waiting).first()
    if sending is None:
        raise NotFound("No sending of this step waits for a decision.")
    find("effect.decide")(session, actor, effect_id=sending.id, decision=decision, note=note)
    return run_reading.one(session, actor.tenant_id, id)


def _trigger(context: dict[str, Any]) -> dict[str, Any]:
    given = context.get("trigger")
    return given if isinstance(given, dict) else {}


def _tell_parent(session: Session, run: Execution, others: list[UUID]) -> None:
    if run.parent_id and run.parent_key and run.parent_id not in others:
        payload = {"runId": str(run.id), "status": "failed", "state": "cancelled", "error": "Cancelled."}
        signals.tell(session, run.parent_id, run.parent_key.partition("@")[0], "child", payload)


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None
