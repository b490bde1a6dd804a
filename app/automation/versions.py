"""Published versions of workflows, read as definitions; they never change, so each process keeps them."""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation.definition import Definition, parse
from app.automation.models.workflows import Workflow, WorkflowVersion
from app.core.db import Session
from app.core.errors import NotFound

MOST_KEPT = 512
_kept: OrderedDict[tuple[UUID, UUID, int], Definition] = OrderedDict()
_lock = Lock()


def published(session: Session, workflow_id: UUID) -> tuple[int, Definition]:
    """The number and definition of the version that runs; raises NotFound where nothing is published."""
    number = session.scalar(select(col(Workflow.published_version)).where(col(Workflow.id) == workflow_id))
    if number is None:
        raise NotFound("There is no such workflow (any more), or it was never published.")
    return number, definition_of(session, workflow_id, number)


def definition_of(session: Session, workflow_id: UUID, number: int) -> Definition:
    """The definition of one version; raises NotFound."""
    key = (session.info["actor"].tenant_id, workflow_id, number)
    with _lock:
        if known := _kept.get(key):
            _kept.move_to_end(key)
            return known
    mine = (col(WorkflowVersion.workflow_id) == workflow_id, col(WorkflowVersion.number) == number)
    found = session.scalar(select(col(WorkflowVersion.definition)).where(*mine))
    if found is None:
        raise NotFound(f"This workflow has no version {number}.")
    made = parse(found)
    with _lock:
        _kept[key] = made
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made
