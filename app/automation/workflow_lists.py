"""The list of workflows, with how their last runs went."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel import col

from app.automation.models import Execution, Workflow
from app.automation.workflow_rows import LastRun, WorkflowFacts, WorkflowLine
from app.core.db import Session
from app.core.listing import Column, Listing, ListQuery, Page, page

COUNTED, SHOWN = 1_000, 10

WORKFLOWS = Listing(
    noun="workflow",
    model=Workflow,
    row=WorkflowFacts,
    columns={
        "id": Column(Workflow.id, "id", "Id"),
        "version": Column(Workflow.version, "number", "Version", filterable=False),
        "created_at": Column(Workflow.created_at, "datetime", "Created", sort=Workflow.created_at),
        "updated_at": Column(Workflow.updated_at, "datetime", "Changed"),
        "name": Column(Workflow.name, "text", "Name"),
        "description": Column(Workflow.description, "text", "Description"),
        "trigger_type": Column(
            Workflow.trigger_type,
            "choice",
            "Trigger",
            choices=("event", "schedule", "webhook", "manual", "database_change"),
        ),
        "trigger_config": Column(Workflow.trigger_config, "text", "Trigger details", filterable=False),
        "is_active": Column(Workflow.is_active, "boolean", "Active"),
        "published_version": Column(Workflow.published_version, "number", "Published version"),
        "template": Column(Workflow.template, "text", "Template"),
        "sample": Column(Workflow.sample, "boolean", "Sample"),
    },
)


def lines(session: Session, query: ListQuery) -> Page[WorkflowLine]:
    """A page of workflows with their last runs."""
    got = page(session, WORKFLOWS, query)
    ids = [row.id for row in got.items]
    counts, last = _counts(session, ids), _last(session, ids)
    items = [WorkflowLine(**asdict(row), **counts.get(row.id, {}), last_runs=last.get(row.id, [])) for row in got.items]
    return Page(items, got.next_cursor, got.previous_cursor)


def _recent(limit: int) -> LateralFromClause:
    """The newest runs of each workflow; the index behind it is read no further."""
    mine = select(col(Execution.id), col(Execution.status), col(Execution.state), col(Execution.created_at))
    own = mine.where(col(Execution.workflow_id) == Workflow.id, col(Execution.tenant_id) == Workflow.tenant_id)
    return own.order_by(col(Execution.id).desc()).limit(limit).lateral("recent")


def _counts(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    recent = _recent(COUNTED)

    def with_status(*words: str) -> ColumnElement[int]:
        return func.count().filter(recent.c.status.in_(words))

    tally = (func.count(), with_status("pending", "running"), with_status("failed"), with_status("completed"))
    query = select(col(Workflow.id), *tally).join(recent, true()).where(col(Workflow.id).in_(ids))
    found: dict[UUID, dict[str, Any]] = {}
    for id, runs, running, failed, completed in session.execute(query.group_by(col(Workflow.id))):
        over = failed + completed
        rate = completed / over if over else None
        found[id] = {"runs": runs, "running": running, "failed": failed, "success_rate": rate}
    return found


def _last(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[LastRun]]:
    recent = _recent(SHOWN)
    query = select(col(Workflow.id), recent).join(recent, true()).where(col(Workflow.id).in_(ids))
    found: dict[UUID, list[LastRun]] = {}
    for workflow_id, *run in session.execute(query.order_by(recent.c.id.desc())):
        found.setdefault(workflow_id, []).append(LastRun(*run))
    return found
