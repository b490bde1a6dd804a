"""One pass: many runs advanced in memory, and all of it written in one commit."""

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, span
from app.automation.engine import claim as claims
from app.automation.engine import ending
from app.automation.engine.admission import Admission, bounds_of
from app.automation.engine.claim import Run
from app.automation.engine.cursor import Cursor
from app.automation.engine.flow import Progress
from app.automation.engine.interpreter import Walk
from app.automation.engine.live import LivePort
from app.automation.engine.world import scope_of, world_of
from app.automation.engine.writing import Gathered, Outcome, write
from app.automation.models import RunState, Workflow
from app.core.actions.run import announce
from app.core.actor import NOBODY, house
from app.core.db import Session, open_session
from app.core.db.session import as_house, become
from app.core.errors import AppError, NotFound
from app.core.events import touch

log = logging.getLogger(__name__)

BATCH = 200
# A pass that has taken so long (seconds) leaves the rest of its runs to the next one.
LONG = 2.0


@dataclass
class Pass:
    """What one pass has in its hands."""

    session: Session
    now: datetime
    gathered: Gathered = field(default_factory=Gathered)
    began: float = field(default_factory=monotonic)
    skipped: int = 0


def one_pass(now: datetime | None = None, limit: int = BATCH, only: UUID | None = None) -> int:
    """Advance up to `limit` runs that are due at `now` (else by the database's clock); returns how many were taken."""
    with open_session(NOBODY) as session:
        claims.guard(session)
        with as_house(session):
            passing = Pass(session, now or claims.now_of(session))
            runs = claims.claim(session, passing.now, limit, only)
        if not runs:
            return 0
        by_tenant: dict[UUID, list[Run]] = defaultdict(list)
        for run in runs:
            by_tenant[run.tenant_id].append(run)
        for tenant_id, mine in by_tenant.items():
            _serve(passing, tenant_id, mine)
        with as_house(session):
            write(session, passing.gathered)
    return len(runs) - passing.skipped


def _serve(passing: Pass, tenant_id: UUID, runs: list[Run]) -> None:
    """Advance the runs of one tenant."""
    session, actor = passing.session, house(tenant_id)
    become(session, actor)
    session.info["operation_id"] = None
    world, active = world_of(session, tenant_id), _active(session, runs)
    admission = Admission(session, passing.now)
    for run in runs:
        if monotonic() - passing.began > LONG:
            _leave(passing, run)
            continue
        outcome = _outcome(passing, run, world, active, admission)
        if outcome is not None:
            passing.gathered.outcomes.append(outcome)
    ending.told(session, passing.gathered, tenant_id, passing.now)
    touch(session, "workflow_executions")
    session.flush()
    announce(session, actor)


def _leave(passing: Pass, run: Run) -> None:
    """Leave a run for the next pass, with what it was told."""
    passing.skipped += 1
    for path, signals in run.told.items():
        for signal in signals:
            passing.gathered.signal(run.tenant_id, run.id, path, signal["kind"], signal["payload"])


def _active(session: Session, runs: list[Run]) -> set[UUID]:
    wanted = select(col(Workflow.id)).where(col(Workflow.id).in_({run.workflow_id for run in runs}))
    return set(session.scalars(wanted.where(col(Workflow.is_active))))


def _outcome(passing: Pass, run: Run, world: Any, active: set[UUID], admission: Admission) -> Outcome | None:
    if run.status in {"completed", "failed"}:
        return None
    cursor = Cursor.read(run.cursor)
    if run.workflow_id not in active:
        cursor.kept += [{"path": path, **signal} for path, signals in run.told.items() for signal in signals]
        return Outcome(run, Progress(RunState.PAUSED, None, "the workflow is paused"), cursor.data(), passing.now)
    try:
        definition = versions.definition_of(passing.session, run.workflow_id, run.workflow_version)
    except NotFound as error:
        return Outcome(run, Progress(RunState.FAILED, error=error.message), cursor.data(), passing.now)
    waits = admission.ask(run, bounds_of(definition)) if run.started_at is None else None
    if waits is not None:
        return Outcome(run, waits, cursor.data(), passing.now)
    return _advanced(passing, run, cursor, definition, world)


def _advanced(passing: Pass, run: Run, cursor: Cursor, definition: Definition, world: Any) -> Outcome:
    told = {path: list(signals) for path, signals in run.told.items()}
    for kept in cursor.kept:
        told.setdefault(kept["path"], []).append(kept)
    cursor.kept = []
    port = LivePort(passing.session, run, definition, world, passing.now, passing.gathered)
    walk = Walk(definition, cursor, scope_of(run.context, world), passing.now, port, told)
    try:
        progress = walk.advance(_end(run, definition, passing.now))
    except DBAPIError:
        raise
    except AppError as error:
        progress = Progress(RunState.FAILED, error=error.message, lines=walk.lines)
    return Outcome(run, progress, cursor.data(), passing.now)


def _end(run: Run, definition: Definition, now: datetime) -> datetime | None:
    length: timedelta | None = span(definition.settings.timeout) if definition.settings.timeout else None
    return (run.started_at or now) + length if length else None
