"""The actions behind the page on how a workflow does."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.automation import drafts, publishing, versions
from app.automation.definition import Definition
from app.automation.watch import figures
from app.automation.watch.editing import applied
from app.automation.watch.rows import WorkflowHealth
from app.automation.watch.suggesting import suggestions
from app.automation.workflow_rows import WorkflowRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound
from app.core.times import utc_now

Days = Annotated[int, Field(ge=1, le=365)]


@action("workflow.health", permission=Permission.WORKFLOWS_READ, effect=Effect.READ, title="Show how workflow does")
def health(session: Session, actor: Actor, workflow_id: UUID, days: Days = 30) -> WorkflowHealth:
    """Durations, failures and drop-off of a published workflow and each of its steps, and what to change. NotFound."""
    _, definition = versions.published(session, workflow_id)
    return _health(session, workflow_id, definition, days)


@action(
    "workflow.apply_suggestion", permission=Permission.WORKFLOWS_WRITE, effect=Effect.WRITE, title="Apply suggestion"
)
def apply_suggestion(session: Session, actor: Actor, workflow_id: UUID, key: str, days: Days = 30) -> WorkflowRow:
    """Publish a suggested change as a new version; undo goes back to the version before.

    Raises NotFound where the suggestion no longer stands, Conflict while a draft waits to be published.
    """
    row = drafts.load(session, workflow_id)
    _, definition = versions.published(session, workflow_id)
    found = next((s for s in _health(session, workflow_id, definition, days).suggestions if s.key == key), None)
    if found is None:
        raise NotFound("There is no such suggestion (any more).")
    if drafts.shown(session, row).changed:
        raise Conflict("The draft has changes that are not published. Publish or take them back first.")
    drafts.fill(row, {"steps": applied(definition.wire_steps(), key)})
    publishing.publish(session, actor, row, f"{found.title}: {found.change}")
    return drafts.shown(session, row)


def _health(session: Session, workflow_id: UUID, definition: Definition, days: int) -> WorkflowHealth:
    since = utc_now() - timedelta(days=days)
    runs = figures.of_runs(session, workflow_id, since)
    steps = figures.of_steps(session, workflow_id, definition, since, runs.runs)
    over = runs.completed + runs.failed
    return WorkflowHealth(
        workflow_id=workflow_id,
        days=days,
        runs=runs.runs,
        completed=runs.completed,
        failed=runs.failed,
        running=runs.running,
        failure_rate=runs.failed / over if over else 0.0,
        median_seconds=runs.median,
        p95_seconds=runs.p95,
        steps=steps,
        suggestions=suggestions(definition, steps),
    )
