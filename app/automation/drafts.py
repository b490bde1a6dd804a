"""The draft of a workflow: kept as people left it, each step with its id, whether it can be published yet or not."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation.definition import parse
from app.automation.definition.ids import Ids, with_ids
from app.automation.definition.size import measure
from app.automation.models import Workflow
from app.automation.versions import definition_of
from app.automation.workflow_rows import WorkflowRow
from app.core import events
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.ids import new_id

FIELDS = ("name", "description", "trigger_type", "trigger_config", "steps", "settings")


def find(session: Session, workflow_id: UUID) -> Workflow:
    """The workflow; raises NotFound."""
    found = session.scalars(select(Workflow).where(col(Workflow.id) == workflow_id)).first()
    if found is None:
        raise NotFound("There is no such workflow (any more).")
    return found


def load(session: Session, workflow_id: UUID) -> Workflow:
    """The workflow, locked until the end of the transaction; raises NotFound."""
    wanted = select(Workflow).where(col(Workflow.id) == workflow_id).with_for_update(key_share=True)
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound("There is no such workflow (any more).")
    return found


def wire(row: Workflow) -> dict[str, Any]:
    """The draft as a definition in JSON."""
    made: dict[str, Any] = {"name": row.name, "triggerType": row.trigger_type}
    given = {"description": row.description, "triggerConfig": row.trigger_config, "settings": row.settings}
    return {**made, **{name: value for name, value in given.items() if value}, "steps": row.steps}


def fill(row: Workflow, values: Mapping[str, Any]) -> list[str]:
    """Give the draft the values that differ; steps get the ids they lack. Returns the names; raises Invalid."""
    measure({**values})
    given = dict(values)
    if "steps" in given:
        ids = Ids(row.last_ids)
        given["steps"] = with_ids(given["steps"], ids)
        row.last_ids = ids.highest
    changed = [name for name, value in given.items() if getattr(row, name, None) != value]
    for name in changed:
        setattr(row, name, given[name])
    return changed


def add(
    session: Session,
    values: Mapping[str, Any],
    template: str | None = None,
    sample: bool = False,
    id: UUID | None = None,
) -> Workflow:
    """A new workflow with this draft."""
    row = Workflow(id=id or new_id(), name="", trigger_type="manual", template=template, sample=sample)
    fill(row, values)
    session.add(row)
    session.flush()
    events.record(session, "workflow.created", row)
    return row


def shown(session: Session, row: Workflow) -> WorkflowRow:
    """The workflow as others see it."""
    session.flush()
    session.refresh(row)
    names = [name for name in WorkflowRow.__dataclass_fields__ if name != "changed"]
    return WorkflowRow(**{name: getattr(row, name) for name in names}, changed=_changed(session, row))


def _changed(session: Session, row: Workflow) -> bool:
    """Whether publishing would change what runs; a draft that cannot be read differs in any case."""
    if row.published_version is None:
        return True
    try:
        return parse(wire(row)) != definition_of(session, row.id, row.published_version)
    except Invalid:
        return True
