"""The action behind the page on which workflows are tried out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, parse
from app.automation.engine import subjects
from app.automation.engine.shows import plain
from app.automation.models import Workflow
from app.automation.simulation.rows import Trial
from app.automation.simulation.trial import attempt
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import Event
from app.core.times import utc_now


@action("workflow.simulate", permission=Permission.WORKFLOWS_WRITE, effect=Effect.READ, title="Try workflow out")
def simulate(
    session: Session,
    actor: Actor,
    workflow_id: UUID | None = None,
    definition: dict[str, Any] | None = None,
    version: int | None = None,
    event_id: UUID | None = None,
    sample: dict[str, Any] | None = None,
    at: datetime | None = None,
    approve: bool = True,
) -> Trial:
    """Show which path a run would take and what each step would do, without doing it, on a clock that jumps.

    What is tried is the draft of a workflow, one of its versions, or a definition not yet saved; on an event that
    really happened (`event_id`), or on `sample` (else the one in the trigger). `approve` is the answer of everybody who
    is asked. Raises Invalid where the draft cannot be read.
    """
    tried = _definition(session, workflow_id, definition, version)
    if event_id is None:
        context = {"trigger": {"event": "trial", "record": {}}, **plain(sample or tried.trigger_config.sample)}
        return attempt(session, actor, tried, context, at or utc_now(), approve=approve)
    event = session.scalars(
        select(Event).where(col(Event.id) == event_id, col(Event.tenant_id) == actor.tenant_id)
    ).first()
    if event is None:
        raise NotFound("There is no such event (any more).")
    context = {"trigger": subjects.trigger_of(event), **subjects.payload_of(session, event), **plain(sample or {})}
    about = (event.record_table, event.record_id)
    return attempt(session, actor, tried, context, at or event.created_at, about, approve)


def _definition(
    session: Session, workflow_id: UUID | None, definition: dict[str, Any] | None, version: int | None
) -> Definition:
    if definition is not None:
        return parse(definition)
    if workflow_id is None:
        raise Invalid("Name a workflow or give a definition.", fields={"workflowId": "either this or definition"})
    if version is not None:
        return versions.definition_of(session, workflow_id, version)
    found = session.scalars(select(Workflow).where(col(Workflow.id) == workflow_id)).first()
    if found is None:
        raise NotFound("There is no such workflow (any more).")
    return parse(
        {
            "name": found.name,
            "triggerType": found.trigger_type,
            "triggerConfig": found.trigger_config,
            "steps": found.steps,
            "settings": found.settings,
        }
    )
