"""Giving organisations their workflow for new leads: once each, and never again where it was deleted."""

import json
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.accounts.models import Tenant
from app.automation import drafts, publishing
from app.automation.models import WorkflowVersion
from app.core.access import Permission
from app.core.actions import Effect, action, run
from app.core.actor import Actor, house
from app.core.db import Session, house_session, open_session
from app.core.said import in_english

TEMPLATE = "lead-management"
NOTE = in_english("Comes with the house")


def workflow_id(tenant_id: UUID) -> UUID:
    """The id of the workflow in an organisation; its versions keep it, also when the workflow is deleted."""
    return uuid5(tenant_id, TEMPLATE)


@action(
    "lead_management.install",
    permission=Permission.WORKFLOWS_WRITE,
    effect=Effect.WRITE,
    title="Install lead management",
)
def install(session: Session, actor: Actor) -> bool:
    """Put “Score and assign new leads” into the organisation, published and running; false where it had it before."""
    assert actor.tenant_id
    if _had(session, actor.tenant_id):
        return False
    row = drafts.add(session, definition(), TEMPLATE, id=workflow_id(actor.tenant_id))
    publishing.publish(session, actor, row, NOTE)
    return True


def _had(session: Session, tenant_id: UUID) -> bool:
    mine = select(col(WorkflowVersion.id)).where(col(WorkflowVersion.workflow_id) == workflow_id(tenant_id))
    return session.scalar(mine.limit(1)) is not None


@cache
def definition() -> dict[str, Any]:
    """The workflow as it comes, as the fields of a draft."""
    raw = json.loads(files("app.automation.lead_management").joinpath("workflow.json").read_text(encoding="utf-8"))
    return {_snake(name): value for name, value in raw.items()}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def everywhere() -> None:
    """Give the workflow to all organisations that never had it, such as those that are older than it."""
    with house_session() as session:
        tenants = list(session.scalars(select(col(Tenant.id))))
    for tenant_id in tenants:
        actor = house(tenant_id)
        with open_session(actor) as session:
            had = _had(session, tenant_id)
        if not had:
            run(actor, install, {}, door="cli")


@on_founded
def _at_founding(session: Session, actor: Actor, founded: Founded) -> None:
    install(session, actor)
