"""What follows the end of a run: those that wait for it hear of it, and its workflow's error workflow begins."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col

from app.automation import versions
from app.automation.engine import admission, starting
from app.automation.engine.starting import About
from app.automation.engine.writing import Gathered, Outcome
from app.automation.models import Approval, ApprovalState, RunState, Wait
from app.core.db import Session
from app.core.errors import AppError

QUIET = {"synchronize_session": False}


def told(session: Session, gathered: Gathered, tenant_id: UUID, now: datetime) -> None:
    """Follow up on the runs of one tenant that ended in this pass."""
    ended = [o for o in gathered.outcomes if o.progress.over and o.run.tenant_id == tenant_id]
    if not ended:
        return
    for outcome in ended:
        if outcome.run.parent_id and outcome.run.parent_key:
            _tell_parent(gathered, outcome)
        if outcome.progress.state is RunState.FAILED and outcome.run.origin != "error":
            _start_error_workflow(session, outcome)
    tidy(session, [o.run.id for o in ended if o.cursor.get("open")])
    _let_in(session, gathered, Counter(o.run.workflow_id for o in ended), ended)


def _tell_parent(gathered: Gathered, outcome: Outcome) -> None:
    run = outcome.run
    payload: dict[str, Any] = {
        "runId": str(run.id),
        "status": outcome.status.value,
        "state": outcome.progress.state.value,
        "error": outcome.progress.error,
        "vars": outcome.cursor.get("vars", {}),
    }
    assert run.parent_id
    assert run.parent_key
    gathered.signal(run.tenant_id, run.parent_id, run.parent_key.partition("@")[0], "child", payload)


def _start_error_workflow(session: Session, outcome: Outcome) -> None:
    run = outcome.run
    try:
        definition = versions.definition_of(session, run.workflow_id, run.workflow_version)
        named = definition.settings.error_workflow
        if named is None:
            return
        found = starting.workflow_named(session, named)
    except AppError:
        return
    if found.published_version is None or not found.is_active:
        return
    failure = {"message": outcome.progress.error, "step": outcome.progress.failed_step}
    origin = {"id": str(run.id), "workflow": definition.name, "workflowId": str(run.workflow_id)}
    context = {"trigger": {"event": "workflow.failed", "run": str(run.id)}, "error": failure, "run": origin}
    context |= {name: held for name, held in run.context.items() if name not in context}
    about = About(run.subject_table, run.subject_id, key=f"error:{run.id}", depth=run.depth + 1, origin="error")
    starting.start(session, found.id, found.published_version, context, about)


def tidy(session: Session, run_ids: list[UUID]) -> None:
    """Take back what ended runs still waited for."""
    if not run_ids:
        return
    session.execute(delete(Wait).where(col(Wait.execution_id).in_(run_ids)), execution_options=QUIET)
    asked = update(Approval).where(
        col(Approval.execution_id).in_(run_ids), col(Approval.state) == ApprovalState.WAITING.value
    )
    session.execute(asked.values(state=ApprovalState.WITHDRAWN.value), execution_options=QUIET)


def _let_in(session: Session, gathered: Gathered, freed: Counter[UUID], ended: list[Outcome]) -> None:
    """Tell as many waiting runs as places came free."""
    version = {outcome.run.workflow_id: outcome.run.workflow_version for outcome in ended}
    for workflow_id, many in freed.items():
        try:
            definition = versions.definition_of(session, workflow_id, version[workflow_id])
        except AppError:
            continue
        if admission.limited(admission.bounds_of(definition)):
            gathered.signals += admission.release(session, workflow_id, many)
