"""Reading runs for people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, walk
from app.automation.engine.shows import shown
from app.automation.models import Execution, StepLog, Workflow
from app.automation.run_rows import RunDetails, RunRow, StepRow
from app.core.db import Session
from app.core.errors import NotFound

COLUMNS = [name for name in RunRow.__slots__ if name != "workflow_name"]
UNTIL = ("begin", "until", "remind", "deadline")


def chosen() -> Select[Any]:
    """Runs of the tenant with the names of their workflows."""
    columns = [col(getattr(Execution, name)) for name in COLUMNS]
    same = (col(Workflow.tenant_id) == col(Execution.tenant_id)) & (col(Workflow.id) == col(Execution.workflow_id))
    return select(*columns, col(Workflow.name).label("workflow_name")).join(Workflow, same, isouter=True)


def rows(session: Session, wanted: Select[Any]) -> list[RunRow]:
    """The rows of a selection that began with `chosen`."""
    return [_row(dict(row)) for row in session.execute(wanted).mappings()]


def _row(found: dict[str, Any]) -> RunRow:
    name: str | None = found.pop("workflow_name")
    return RunRow(workflow_name=name or "(deleted)", **found)


def one(session: Session, tenant_id: UUID | None, run_id: UUID) -> RunRow:
    """The run of that id; raises NotFound."""
    found = rows(session, chosen().where(col(Execution.id) == run_id, col(Execution.tenant_id) == tenant_id))
    if not found:
        raise NotFound("There is no such run (any more).")
    return found[0]


def details(session: Session, tenant_id: UUID | None, run_id: UUID) -> RunDetails:
    """A run with all that is known of it; raises NotFound."""
    run = one(session, tenant_id, run_id)
    cursor = session.scalars(select(col(Execution.cursor)).where(col(Execution.id) == run_id)).one()
    definition = _definition(session, run)
    places = {step.id: place for place, step in walk(definition.steps)} if definition else {}
    logs = select(StepLog).where(col(StepLog.execution_id) == run_id).order_by(col(StepLog.step_index))
    lines = list(session.scalars(logs))
    sets = _sets(session, lines)
    steps = [_step(line, places, sets.get(line.operation_id, 1)) for line in lines]
    open_ = (
        _open(cursor.get("open", {}), definition, places, len(steps)) if run.status in {"pending", "running"} else []
    )
    mine = chosen().where(col(Execution.tenant_id) == tenant_id).order_by(col(Execution.id))
    return RunDetails(
        run=run,
        steps=[*steps, *open_],
        definition=definition.wire_steps() if definition else [],
        vars=cursor.get("vars", {}),
        children=rows(session, mine.where(col(Execution.parent_id) == run_id).limit(100)),
        replays=rows(session, mine.where(col(Execution.replayed_from) == run_id).limit(100)),
    )


def _definition(session: Session, run: RunRow) -> Definition | None:
    try:
        return versions.definition_of(session, run.workflow_id, run.workflow_version)
    except NotFound:
        return None


def _step(line: StepLog, places: dict[str, str], together: int) -> StepRow:
    own = {"key", "place", "until", "job_id", "together"}
    given = {name: getattr(line, name) for name in StepRow.__slots__ if name not in own}
    return StepRow(**given, key=line.path, place=places.get(line.step_id, ""), together=together)


def _sets(session: Session, lines: Sequence[StepLog]) -> dict[UUID | None, int]:
    """How many steps were done in one operation with each of these."""
    operations = {line.operation_id for line in lines if line.operation_id}
    counted = select(col(StepLog.operation_id), func.count()).where(col(StepLog.operation_id).in_(operations))
    return {id: many for id, many in session.execute(counted.group_by(col(StepLog.operation_id)))}


def _open(
    opened: dict[str, dict[str, Any]], definition: Definition | None, places: dict[str, str], begin: int
) -> Sequence[StepRow]:
    found: list[StepRow] = []
    for key, mine in opened.items():
        step_id = key.partition("#")[0]
        step = definition.step(step_id) if definition else None
        if mine.get("logged") or step is None:
            continue
        dues = [datetime.fromisoformat(mine[name]) for name in UNTIL if name in mine]
        found.append(
            StepRow(
                step_index=begin + len(found),
                step_id=step_id,
                key=key,
                place=places.get(step_id, ""),
                step_type=step.type,
                step_name=step.title,
                status="waiting",
                input=shown(mine.get("asked")),
                output=None,
                error_message=mine.get("error") or (mine.get("outcome") or {}).get("error"),
                duration_ms=0,
                attempts=mine.get("tries", 1),
                reused=False,
                operation_id=None,
                created_at=datetime.fromisoformat(mine["since"]),
                until=min(dues, default=None),
            )
        )
    return found
