"""Workflows as people keep them: made, found, edited, copied, deleted."""

from typing import Annotated, Any, TypedDict, Unpack
from uuid import UUID

from pydantic import Field

from app.automation import drafts, publishing, workflow_lists
from app.automation.definition import Problem, check_raw
from app.automation.definition.trigger import TriggerType
from app.automation.workflow_lists import WORKFLOWS
from app.automation.workflow_rows import DraftRow, WorkflowLine, WorkflowRow
from app.core import events, listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.core.listing import Count, ListQuery, Page
from app.crm.records import refuse_overtaken
from app.crm.rows.values import Name

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE
RawSteps = Annotated[list[dict[str, Any]], Field(max_length=200)]
Description = Annotated[str | None, Field(max_length=5_000)]


class DraftDetails(TypedDict, total=False):
    """What may be filled in about a workflow besides its name and trigger."""

    description: Description
    trigger_config: dict[str, Any]
    steps: RawSteps
    settings: dict[str, Any]


class DraftChanges(DraftDetails, total=False):
    """What may be changed about the draft of a workflow."""

    name: Name
    trigger_type: TriggerType


@action("workflow.list", permission=READ, effect=Effect.READ, title="List workflows", palette="/workflows")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[WorkflowLine]:
    """A page of workflows with their success rate and last runs."""
    return workflow_lists.lines(session, query)


@action("workflow.count", permission=READ, effect=Effect.READ, title="Count workflows")
def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
    """How many workflows match, counted up to 10,000."""
    return listing.count(session, WORKFLOWS, query)


@action("workflow.get", permission=READ, effect=Effect.READ, title="Show workflow")
def get(session: Session, actor: Actor, id: UUID) -> WorkflowRow:
    """One workflow with its draft. Raises NotFound."""
    return drafts.shown(session, drafts.find(session, id))


@action("workflow.create", permission=WRITE, effect=Effect.WRITE, title="Create workflow", palette="/workflows")
def create(
    session: Session,
    actor: Actor,
    name: Name,
    trigger_type: TriggerType,
    publish: bool = False,
    **details: Unpack[DraftDetails],
) -> WorkflowRow:
    """A new workflow as a draft, or published at once as its version 1.

    Raises Invalid, naming step and field, where it is to be published and cannot be.
    """
    row = drafts.add(session, {"name": name, "trigger_type": trigger_type, **details})
    if publish:
        publishing.publish(session, actor, row, None)
    return drafts.shown(session, row)


@action("workflow.save", permission=WRITE, effect=Effect.WRITE, title="Edit workflow")
def save(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[DraftChanges]
) -> DraftRow:
    """Change the given fields of the draft, and tell what stands between it and its publication.

    What runs stays as it is. Raises Conflict when somebody else has changed the workflow since `version`.
    """
    row = drafts.load(session, id)
    if version is not None and row.version != version:
        refuse_overtaken(session, row, version)
    if changed := drafts.fill(row, changes):
        events.record(session, "workflow.updated", row, fields=changed)
    return DraftRow(drafts.shown(session, row), check_raw(session, actor, drafts.wire(row)))


@action("workflow.check", permission=READ, effect=Effect.READ, title="Check workflow")
def check(session: Session, actor: Actor, definition: dict[str, Any]) -> list[Problem]:
    """What stands between a definition and its publication by you; it need not be saved."""
    return check_raw(session, actor, definition)


@action("workflow.rename", permission=WRITE, effect=Effect.WRITE, title="Rename workflow")
def rename(session: Session, actor: Actor, id: UUID, name: Name) -> WorkflowRow:
    """Give a workflow another name; it goes on running as it is."""
    row = drafts.load(session, id)
    if drafts.fill(row, {"name": name}):
        events.record(session, "workflow.updated", row, fields=["name"])
    return drafts.shown(session, row)


@action("workflow.duplicate", permission=WRITE, effect=Effect.WRITE, title="Duplicate workflow")
def duplicate(session: Session, actor: Actor, id: UUID, name: Name | None = None) -> WorkflowRow:
    """A copy of the draft as a workflow of its own, not published."""
    row = drafts.find(session, id)
    values = {field: getattr(row, field) for field in drafts.FIELDS}
    made = drafts.add(session, {**values, "name": name or f"{row.name[:190]} (copy)"}, row.template)
    return drafts.shown(session, made)


@action("workflow.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete workflow")
def delete(session: Session, actor: Actor, id: UUID, version: int | None = None) -> None:
    """Delete a workflow: nothing starts it any more; its versions and past runs stay readable, and undo brings it back.

    Raises Conflict when somebody else has changed the workflow since `version`.
    """
    row = drafts.load(session, id)
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this workflow after you opened it; look again before you delete it.")
    events.record(session, "workflow.deleted", row)
    session.delete(row)
    session.flush()
