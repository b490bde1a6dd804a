"""Moving runs that wait to another version, after a look at what that changes."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, Step, Steps, walk
from app.automation.engine.cursor import Cursor
from app.automation.engine.starting import rouse
from app.automation.models import Execution
from app.automation.run_rows import MoveRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid

Ids = Annotated[list[UUID], Field(min_length=1, max_length=500)]


@action("run.move", permission=Permission.WORKFLOWS_WRITE, effect=Effect.WRITE, title="Move runs to another version")
def move(
    session: Session,
    actor: Actor,
    ids: Ids | None = None,
    workflow_id: UUID | None = None,
    version: int | None = None,
    dry_run: bool = True,
) -> list[MoveRow]:
    """Move runs (named, or all under way of a workflow on other versions) to `version`, else the published one.

    By default nothing is moved: each row says what would change. A run whose place is gone stays where it is.
    """
    mine = [col(Execution.tenant_id) == actor.tenant_id, col(Execution.status).in_(("pending", "running"))]
    if ids is not None:
        mine.append(col(Execution.id).in_(ids))
    elif workflow_id is not None:
        mine.append(col(Execution.workflow_id) == workflow_id)
    else:
        raise Invalid("Name the runs or the workflow.", fields={"ids": "either these or workflowId"})
    held = select(Execution).where(*mine).order_by(col(Execution.id)).limit(1_000)
    found = session.scalars(held if dry_run else held.with_for_update()).all()
    told = [row for run in found if (row := _one(session, run, version, dry_run)) is not None]
    if not dry_run:
        session.flush()
        rouse(session)
    return told


def _one(session: Session, run: Execution, version: int | None, dry_run: bool) -> MoveRow | None:
    number = version or versions.published(session, run.workflow_id)[0]
    if number == run.workflow_version:
        return None
    old = versions.definition_of(session, run.workflow_id, run.workflow_version)
    new = versions.definition_of(session, run.workflow_id, number)
    row = compared(run, old, new, number, moved=not dry_run)
    if row.moved:
        run.workflow_version = number
    return row


def compared(run: Execution, old: Definition, new: Definition, number: int, moved: bool = False) -> MoveRow:
    """What moving a run from one definition to the other means."""
    cursor = Cursor.read(run.cursor)
    before, after = _known(old), _known(new)
    here = [key.partition("#")[0] for key in cursor.open]
    problem = _problem(cursor, here, before, after)
    ahead_old, ahead_new = _ahead(old, cursor), _ahead(new, cursor)
    both = [step_id for step_id in ahead_new if step_id in before]
    known = {step_id: step.title for step_id, (_, step) in {**before, **after}.items()}
    return MoveRow(
        run_id=run.id,
        from_version=run.workflow_version,
        to_version=number,
        possible=problem is None,
        problem=problem,
        waits_at=here,
        gone=[step_id for step_id in ahead_old if step_id not in after],
        added=[step_id for step_id in ahead_new if step_id not in before],
        skipped=[step_id for step_id in after if step_id not in before and step_id not in ahead_new],
        changed=[step_id for step_id in both if before[step_id][1].wire() != after[step_id][1].wire()],
        titles=known,
        moved=moved and problem is None,
    )


def _known(definition: Definition) -> dict[str, tuple[str, Step]]:
    """Each step by its id, with the list that it stands in."""
    found: dict[str, tuple[str, Step]] = {}
    todo: list[tuple[str, Steps]] = [("", definition.steps)]
    while todo:
        list_of, steps = todo.pop(0)
        for step in steps:
            found[step.id] = (list_of, step)
            todo += [(f"{step.id}.{name}", inner) for name, inner in step.children()]
    return found


def _problem(cursor: Cursor, here: list[str], before: dict[str, Any], after: dict[str, Any]) -> str | None:
    for step_id in [*here, *(step_id for step_id in cursor.at.values() if step_id)]:
        if step_id not in after:
            return f"The step {step_id}, at which it stands, is no longer there."
        if step_id in before and before[step_id][0] != after[step_id][0]:
            return f"The step {step_id}, at which it stands, stands elsewhere now."
        if step_id in before and before[step_id][1].type != after[step_id][1].type:
            return f"The step {step_id}, at which it stands, is of another type now."
    return None


def _ahead(definition: Definition, cursor: Cursor) -> list[str]:
    """The steps that come after where the run stands, in the order of the definition."""
    order = [step.id for _, step in walk(definition.steps)]
    standing = [order.index(step_id) for key in cursor.open if (step_id := key.partition("#")[0]) in order]
    at = cursor.at.get("")
    begin = max(standing) + 1 if standing else order.index(at) if at in order else 0
    return order[begin:]
