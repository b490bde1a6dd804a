"""Versions of a workflow as people use them: publish, look back, compare, go back, pause."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.automation import drafts, publishing
from app.automation.definition import parse
from app.automation.differences import Difference, differences
from app.automation.models import WorkflowVersion
from app.automation.versions import definition_of
from app.automation.workflow_rows import ActiveRow, VersionDetail, VersionRow, WorkflowRow
from app.core import events
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE
Note = Annotated[str | None, Field(max_length=1_000)]


@action("workflow.publish", permission=WRITE, effect=Effect.WRITE, title="Publish workflow")
def publish(session: Session, actor: Actor, id: UUID, note: Note = None, version: int | None = None) -> WorkflowRow:
    """Make the draft the version that new runs take; runs under way keep theirs.

    You stand for what its steps will do, so you need every permission they need. Raises Invalid, naming step and field,
    and Conflict when somebody else has changed the workflow since `version`.
    """
    row = drafts.load(session, id)
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this workflow after you opened it; look at it again, then publish.")
    publishing.publish(session, actor, row, note)
    return drafts.shown(session, row)


@action("workflow.roll_back", permission=WRITE, effect=Effect.WRITE, title="Go back to a version")
def roll_back(session: Session, actor: Actor, id: UUID, number: int, note: Note = None) -> WorkflowRow:
    """Publish an earlier version again; it gets a new number, and the draft becomes it too."""
    row = drafts.load(session, id)
    publishing.roll_back(session, actor, row, number, note)
    return drafts.shown(session, row)


@action("workflow.versions", permission=READ, effect=Effect.READ, title="List versions of a workflow")
def versions(session: Session, actor: Actor, id: UUID) -> list[VersionRow]:
    """The last 200 published versions, the newest first."""
    current = drafts.find(session, id).published_version
    wanted = select(WorkflowVersion).where(col(WorkflowVersion.workflow_id) == id)
    found = session.scalars(wanted.order_by(col(WorkflowVersion.number).desc()).limit(200))
    return [_row(version, current) for version in found]


@action("workflow.version", permission=READ, effect=Effect.READ, title="Show version of a workflow")
def version(session: Session, actor: Actor, id: UUID, number: int) -> VersionDetail:
    """One published version with its definition. Raises NotFound."""
    current = drafts.find(session, id).published_version
    mine = (col(WorkflowVersion.workflow_id) == id, col(WorkflowVersion.number) == number)
    found = session.scalars(select(WorkflowVersion).where(*mine)).first()
    if found is None:
        raise NotFound(f"This workflow has no version {number}.")
    return VersionDetail(**asdict(_row(found, current)), definition=found.definition)


@action("workflow.compare", permission=READ, effect=Effect.READ, title="Compare versions of a workflow")
def compare(
    session: Session, actor: Actor, id: UUID, old: int | None = None, new: int | None = None
) -> list[Difference]:
    """What differs in words, from version `old` (else the one that runs) to `new` (else the draft)."""
    row = drafts.find(session, id)
    before = old if old is not None else row.published_version
    if before is None:
        raise NotFound("This workflow was never published; there is nothing to compare with.")
    after = definition_of(session, id, new) if new is not None else parse(drafts.wire(row))
    return differences(definition_of(session, id, before), after)


@action("workflow.pause", permission=WRITE, effect=Effect.WRITE, title="Pause workflow")
def pause(session: Session, actor: Actor, id: UUID) -> ActiveRow:
    """Start no new runs, and let those under way rest before their next step."""
    return _switch(session, id, False)


@action("workflow.resume", permission=WRITE, effect=Effect.WRITE, title="Resume workflow")
def resume(session: Session, actor: Actor, id: UUID) -> ActiveRow:
    """Take up new runs again, and let resting ones go on."""
    return _switch(session, id, True)


def _switch(session: Session, id: UUID, active: bool) -> ActiveRow:
    row = drafts.load(session, id)
    if row.is_active != active:
        row.is_active = active
        session.flush()
        events.record(session, "workflow.resumed" if active else "workflow.paused", row)
    return ActiveRow(row.id, row.is_active)


def _row(found: WorkflowVersion, current: int | None) -> VersionRow:
    by = (found.published_by, found.publisher_name, found.note)
    return VersionRow(found.number, found.published_at, *by, current=found.number == current)
