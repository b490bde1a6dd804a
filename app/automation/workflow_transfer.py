"""Workflows carried from one installation to another as JSON."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from app.automation import drafts
from app.automation.definition import check_raw, parse
from app.automation.workflow_rows import DraftRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session

READ, WRITE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE


@dataclass(frozen=True, slots=True)
class Carried:
    """A workflow as a file: what it is, in which form, and the definition."""

    kind: Literal["steward.workflow"]
    form: int
    definition: dict[str, Any]


@action("workflow.export", permission=READ, effect=Effect.READ, title="Export workflow")
def export(session: Session, actor: Actor, id: UUID) -> Carried:
    """The draft of a workflow as JSON, to be kept or taken elsewhere; it holds no secrets."""
    return Carried("steward.workflow", 1, drafts.wire(drafts.find(session, id)))


@action("workflow.import", permission=WRITE, effect=Effect.WRITE, title="Import workflow")
def import_(session: Session, actor: Actor, definition: dict[str, Any]) -> DraftRow:
    """A new draft from an exported workflow or a bare definition, with what stands between it and its publication.

    Raises Invalid, naming step and field, for what cannot be read.
    """
    inner = definition.get("definition") if definition.get("kind") == "steward.workflow" else definition
    read = parse(inner)
    raw = read.wire()
    values = {"name": read.name, "description": read.description, "trigger_type": read.trigger_type}
    parts = {"trigger_config": raw.get("triggerConfig", {}), "steps": raw["steps"], "settings": raw.get("settings", {})}
    row = drafts.add(session, {**values, **parts})
    return DraftRow(drafts.shown(session, row), check_raw(session, actor, raw))
