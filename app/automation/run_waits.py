"""Letting a run go on before the time it waits for."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation import run_reading, versions
from app.automation.engine import signals
from app.automation.engine.cursor import Cursor
from app.automation.models import Execution
from app.automation.run_rows import RunRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict


@action("run.go_on", permission=Permission.WORKFLOWS_WRITE, effect=Effect.WRITE, title="End wait of run")
def go_on(session: Session, actor: Actor, id: UUID, key: str) -> RunRow:
    """End the wait for a time at which a run stands; `key` is the step's. Raises NotFound, and Conflict elsewhere."""
    found = run_reading.one(session, actor.tenant_id, id)
    definition = versions.definition_of(session, found.workflow_id, found.workflow_version)
    step = definition.step(key.partition("#")[0])
    kept = session.scalars(select(col(Execution.cursor)).where(col(Execution.id) == id)).one()
    if step is None or step.type != "wait" or key not in Cursor.read(kept).open or found.status != "running":
        raise Conflict("The run does not wait for a time at this step (any more). Nothing was changed.")
    signals.tell(session, id, key, "hurried", {"hurriedBy": actor.name})
    return found
