"""The gallery as people use it: look, take, try."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlmodel import col

from app.automation import drafts, publishing
from app.automation.definition import walk
from app.automation.gallery import trying
from app.automation.gallery.shelf import Ready, ready, shelf
from app.automation.lead_management import installing
from app.automation.models import Workflow
from app.automation.workflow_rows import WorkflowRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.core.events.directed import only_for
from app.core.said import Said

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A ready workflow in the gallery; `workflow_ids` are those made from it already, the newest first."""

    name: str
    title: Said
    category: Said
    description: Said
    needs: list[Said]
    posted_only: bool
    trigger_type: str
    steps: list[str]
    step_count: int
    samples: int
    workflow_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class ReadyDetail(ReadyRow):
    """A ready workflow with its whole definition."""

    definition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was done to try a workflow: the events posted, the records made, the runs started."""

    workflow_id: UUID
    event_ids: list[UUID]
    made: list[str]
    execution_ids: list[UUID]


@action("gallery.list", permission=READ, effect=Effect.READ, title="List ready workflows", palette="/workflows/gallery")
def list_(session: Session, actor: Actor) -> list[ReadyRow]:
    """All ready workflows by category."""
    taken = _taken(session, actor)
    found = sorted(shelf().values(), key=lambda one: (one.category, one.title))
    return [ReadyRow(**_facts(one, taken)) for one in found]


@action("gallery.get", permission=READ, effect=Effect.READ, title="Show ready workflow")
def get(session: Session, actor: Actor, name: str) -> ReadyDetail:
    """One ready workflow with its definition. Raises NotFound."""
    found = ready(name)
    return ReadyDetail(**_facts(found, _taken(session, actor)), definition=found.read().wire())


@action("gallery.use", permission=WRITE, effect=Effect.WRITE, title="Use ready workflow")
def use(session: Session, actor: Actor, name: str, publish: bool = True) -> WorkflowRow:
    """A workflow of your own made from a ready one, published unless told otherwise.

    Raises NotFound, and Invalid where something that it needs is not there.
    """
    found = ready(name)
    raw = {field: found.definition.get(_camel(field)) for field in drafts.FIELDS}
    row = drafts.add(session, {field: value for field, value in raw.items() if value is not None}, template=name)
    if publish:
        publishing.publish(session, actor, row, f"From the gallery: {found.title}")
    return drafts.shown(session, row)


@action("gallery.try", permission=WRITE, effect=Effect.WRITE, title="Try workflow on sample events")
def try_(session: Session, actor: Actor, name: str, workflow_id: UUID | None = None) -> Tried:
    """Post the sample events of a ready workflow, so that the newest made from it (or the one named) runs.

    No other workflow and no webhook hears of a sample. The mails, tasks and records of the run are real, and what
    becomes of those is told as ever; their names begin with “Sample”. Raises Conflict where none is running.
    """
    found = ready(name)
    mine = select(Workflow).where(col(Workflow.template) == name, _own(actor))
    mine = mine.where(col(Workflow.published_version).is_not(None))
    mine = mine.where(col(Workflow.is_active)).order_by(col(Workflow.created_at).desc())
    row = session.scalars(mine if workflow_id is None else mine.where(col(Workflow.id) == workflow_id)).first()
    if row is None:
        raise Conflict(f"Take “{found.title}” from the gallery first; nothing made from it is published and active.")
    made = Tried(row.id, [], [], [])
    with only_for(session, row.id):
        for sample in found.samples:
            trying.one(session, actor, row.id, sample, made)
    return made


def _camel(field: str) -> str:
    head, *rest = field.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _own(actor: Actor) -> ColumnElement[bool]:
    """Leaves out the one that came with the organisation: it bears the name of a ready workflow, but does less."""
    return col(Workflow.id) != installing.workflow_id(actor.tenant_id) if actor.tenant_id else true()


def _taken(session: Session, actor: Actor) -> dict[str, list[UUID]]:
    rows = select(col(Workflow.template), col(Workflow.id)).where(col(Workflow.template).is_not(None), _own(actor))
    found: dict[str, list[UUID]] = {}
    for name, id in session.execute(rows.order_by(col(Workflow.created_at).desc())):
        found.setdefault(str(name), []).append(id)
    return found


def _facts(one: Ready, taken: dict[str, list[UUID]]) -> dict[str, Any]:
    definition = one.read()
    plain = {name: getattr(one, name) for name in ("name", "title", "category", "description", "needs", "posted_only")}
    return {
        **plain,
        "trigger_type": definition.trigger_type,
        "steps": [step.title for step in definition.steps],
        "step_count": sum(1 for _ in walk(definition.steps)),
        "samples": len(one.samples),
        "workflow_ids": taken.get(one.name, []),
    }
