"""Who sees to new leads: which workflow scores them, and which run did it for one of them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Act, Definition, walk
from app.automation.lead_management.installing import workflow_id
from app.automation.models import Execution, Workflow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound

SCORING = {"lead.score", "lead.rescore"}
OPEN = {"pending", "running"}
LATEST = 20


class Care(StrEnum):
    """Whether new leads are scored; `idle` means that a workflow runs for them, and scores nobody."""

    RUNNING = "running"
    PAUSED = "paused"
    IDLE = "idle"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LeadHandling:
    """The workflow that scores new leads, or the one that would; and the run that did so for the lead asked about.

    `under_way` says that this run has not ended. Runs are named only to those who may read them.
    """

    care: Care
    workflow_id: UUID | None = None
    workflow_name: str = ""
    run_id: UUID | None = None
    run_state: str | None = None
    under_way: bool = False


@action("lead.handling", permission=Permission.LEADS_READ, effect=Effect.READ, title="Show who handles lead")
def handling(session: Session, actor: Actor, id: UUID | None = None) -> LeadHandling:
    """Whether new leads are scored and by which workflow; with `id`, which run did it for that lead."""
    found = _care(session, actor)
    run = _run_about(session, actor, id) if id else None
    if run is not None:
        under_way = run.status in OPEN
        found = replace(found, run_state=run.state, under_way=under_way)
        found = replace(found, run_id=run.id) if actor.may(Permission.WORKFLOWS_READ) else found
    return found


def _care(session: Session, actor: Actor) -> LeadHandling:
    live = select(Workflow).where(col(Workflow.live_events).contains(["lead.created"]))
    live = live.where(col(Workflow.published_version).is_not(None)).order_by(col(Workflow.created_at))
    found = list(session.scalars(live))
    scoring = [row for row in found if row.published_version and _scores(session, row.id, row.published_version)]
    for care, rows in ((Care.RUNNING, [row for row in scoring if row.is_active]), (Care.PAUSED, scoring)):
        if rows:
            return LeadHandling(care, rows[0].id, rows[0].name)
    mine = workflow_id(actor.tenant_id) if actor.tenant_id else None
    idle = session.scalars(select(Workflow).where(col(Workflow.id) == mine)).first()
    return LeadHandling(Care.IDLE, idle.id, idle.name) if idle else LeadHandling(Care.MISSING)


def _run_about(session: Session, actor: Actor, lead_id: UUID) -> Execution | None:
    mine = (col(Execution.tenant_id) == actor.tenant_id, col(Execution.subject_id) == lead_id)
    latest = select(Execution).where(*mine).order_by(col(Execution.id).desc()).limit(LATEST)
    return next(
        (run for run in session.scalars(latest) if _scores(session, run.workflow_id, run.workflow_version)), None
    )


def _scores(session: Session, of: UUID, number: int) -> bool:
    try:
        definition: Definition = versions.definition_of(session, of, number)
    except NotFound:
        return False
    return any(isinstance(step, Act) and step.action in SCORING for _, step in walk(definition.steps))
