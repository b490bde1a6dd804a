"""From draft to running version, and back."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.automation import drafts, webhook_addresses
from app.automation.definition import Definition, check, events_of, parse, refuse
from app.automation.models import Workflow, WorkflowVersion
from app.automation.versions import definition_of
from app.core import events
from app.core.actor import Actor
from app.core.db import Session


def publish(session: Session, actor: Actor, row: Workflow, note: str | None) -> int:
    """Make the draft the version that runs and return its number; one that has not changed keeps its number.

    Raises Invalid, naming step and field, for all that the check finds wrong.
    """
    if row.trigger_type == "webhook":
        webhook_addresses.give(session, actor, row)
    definition = parse(drafts.wire(row), row.last_ids)
    refuse(check(session, actor, definition))
    whole = definition.wire()
    latest = _latest(session, row.id)
    same = latest is not None and latest.number == row.published_version and latest.definition == whole
    number = latest.number if same and latest else (latest.number if latest else 0) + 1
    if not same:
        session.add(_version(actor, row, number, definition, note))
    return _run_it(session, row, number, definition)


def roll_back(session: Session, actor: Actor, row: Workflow, number: int, note: str | None) -> int:
    """Publish an earlier version again, as a new one; the draft becomes it too. Raises NotFound, Invalid."""
    earlier = definition_of(session, row.id, number)
    values = {"name": row.name, "description": earlier.description, "trigger_type": earlier.trigger_type}
    config = earlier.trigger_config.wire()
    drafts.fill(
        row, {**values, "trigger_config": config, "steps": earlier.wire_steps(), "settings": earlier.settings.wire()}
    )
    return publish(session, actor, row, note or f"Back to version {number}")


def _latest(session: Session, workflow_id: UUID) -> WorkflowVersion | None:
    mine = select(WorkflowVersion).where(col(WorkflowVersion.workflow_id) == workflow_id)
    return session.scalars(mine.order_by(col(WorkflowVersion.number).desc()).limit(1)).first()


def _version(actor: Actor, row: Workflow, number: int, definition: Definition, note: str | None) -> WorkflowVersion:
    return WorkflowVersion(
        workflow_id=row.id,
        number=number,
        definition=definition.wire(),
        published_at=func.now(),  # pyright: ignore[reportArgumentType]
        published_by=actor.member_id,
        publisher_name=actor.name,
        note=note,
    )


def _run_it(session: Session, row: Workflow, number: int, definition: Definition) -> int:
    row.published_version = number
    row.live_type = definition.trigger_type
    row.live_events = sorted(events_of(definition.trigger_type, definition.trigger_config))
    session.flush()
    events.record(session, "workflow.published", row, number=number)
    return number
