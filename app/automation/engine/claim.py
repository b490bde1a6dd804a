"""Taking runs that are due or were told something, for the length of one transaction."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlmodel import col

from app.automation.models import Execution, Signal
from app.core.db import Session

COLUMNS = (
    "id",
    "tenant_id",
    "workflow_id",
    "workflow_version",
    "status",
    "state",
    "started_at",
    "context",
    "cursor",
    "subject_table",
    "subject_id",
    "parent_id",
    "parent_key",
    "depth",
    "origin",
    "steps_done",
)
# A worker that is frozen in the middle of a pass loses its transaction, and with it its hold on the runs.
FROZEN = "10s"
EACH, MOST_TENANTS = 5, 40
NOW = func.clock_timestamp()


@dataclass(slots=True)
class Run:
    """A run in the hands of one pass."""

    id: UUID
    tenant_id: UUID
    workflow_id: UUID
    workflow_version: int
    status: str
    state: str
    started_at: datetime | None
    context: dict[str, Any]
    cursor: dict[str, Any]
    subject_table: str | None
    subject_id: UUID | None
    parent_id: UUID | None
    parent_key: str | None
    depth: int
    origin: str
    steps_done: int
    told: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])


def guard(session: Session) -> None:
    """Bound how long this transaction may hold runs without a word to the database."""
    session.execute(text("select set_config('idle_in_transaction_session_timeout', :limit, true)"), {"limit": FROZEN})


def now_of(session: Session) -> datetime:
    """This moment by the clock of the database."""
    return session.scalars(select(NOW)).one()


def claim(session: Session, now: datetime, limit: int, only: UUID | None = None) -> list[Run]:
    """Up to `limit` runs that are due or were told something, held until the end of the transaction."""
    wanted = select(*(col(getattr(Execution, name)) for name in COLUMNS)).with_for_update(skip_locked=True)
    if only is not None:
        return _told(session, [Run(*row) for row in session.execute(wanted.where(col(Execution.id) == only))])
    due = wanted.where(col(Execution.due_at) <= now).order_by(col(Execution.due_at)).limit(limit)
    runs = [Run(*row) for row in session.execute(due)]
    if len(runs) == limit:
        runs += _of_all_tenants(session, wanted, now, {run.id for run in runs})
    # Asked for by themselves, so that no plan ever looks at the runs that only sleep.
    oldest = select(col(Signal.execution_id)).order_by(col(Signal.id)).limit(limit)
    held = {run.id for run in runs}
    told = {run_id for run_id in session.scalars(oldest) if run_id not in held} if len(runs) < limit else set[UUID]()
    if told:
        runs += [Run(*row) for row in session.execute(wanted.where(col(Execution.id).in_(told)))]
    return _told(session, runs)


def _of_all_tenants(session: Session, wanted: Any, now: datetime, held: set[UUID]) -> list[Run]:
    """Where more is due than one pass takes, a few of each tenant come along, that one's flood holds up no other."""
    fair = text(resources.files("app.automation.engine").joinpath("fair.sql").read_text())
    ids = set(session.scalars(fair, {"now": now, "each": EACH, "most": MOST_TENANTS * EACH})) - held
    rows = session.execute(wanted.where(col(Execution.id).in_(ids), col(Execution.due_at) <= now)) if ids else []
    return [Run(*row) for row in rows]


def _told(session: Session, runs: list[Run]) -> list[Run]:
    """Hand the runs what they were told; those signals are gone with the commit."""
    if not runs:
        return runs
    taken = delete(Signal).where(col(Signal.execution_id).in_([run.id for run in runs]))
    shown = taken.returning(
        col(Signal.id), col(Signal.execution_id), col(Signal.path), col(Signal.kind), col(Signal.payload)
    )
    rows = session.execute(shown.execution_options(synchronize_session=False)).all()
    found = sorted(rows, key=lambda row: row[0])
    by_run: dict[UUID, list[Any]] = defaultdict(list)
    for row in found:
        by_run[row[1]].append(row)
    for run in runs:
        for _, _, path, kind, payload in by_run[run.id]:
            run.told.setdefault(path, []).append({"kind": kind, "payload": payload})
    return runs
