"""One pass: many runs advanced in memory, and all of it written in one commit."""

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation import versions
from app.automation.definition import Definition, span
from app.automation.engine import claim as claims
from app.automation.engine import ending, subjects
from app.automation.engine.admission import Admission, bounds_of
from app.automation.engine.advancing import Advance, Scene
from app.automation.engine.claim import Run
from app.automation.engine.cursor import Cursor
from app.automation.engine.flow import GONE, Progress
from app.automation.engine.interpreter import Walk
from app.automation.engine.live import LivePort
from app.automation.engine.sets import Sets
from app.automation.engine.world import scope_of, world_of
from app.automation.engine.writing import Gathered, Outcome, write
from app.automation.models import RunState, Workflow
from app.core.actions.run import announce
from app.core.actor import NOBODY, house
from app.core.db import Session, open_session
from app.core.db.session import as_house, become
from app.core.errors import NotFound
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

    @property
    def late(self) -> bool:
        """Whether it has taken long enough."""
        return monotonic() - self.began > LONG


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
            write(session, passing.gathered, timedelta(seconds=monotonic() - passing.began))
    return len(runs) - passing.skipped


def _serve(passing: Pass, tenant_id: UUID, runs: list[Run]) -> None:
    """Advance the runs of one tenant."""
    session, actor = passing.session, house(tenant_id)
    become(session, actor)
    session.info["operation_id"] = None
    scene = Scene(
        world_of(session, tenant_id),
        _active(session, runs),
        subjects.gone(session, runs),
        Admission(session, passing.now),
        Sets(session),
    )
    under_way: list[Advance] = []
    for run in runs:
        taken = _taken(passing, run, scene)
        if isinstance(taken, Advance):
            under_way.append(taken)
        elif taken is not None:
            passing.gathered.outcomes.append(taken)
    _advance(passing, scene, under_way)
    ending.told(session, passing.gathered, tenant_id, passing.now)
    touch(session, "workflow_executions")
    session.flush()
    announce(session, actor)


def _advance(passing: Pass, scene: Scene, under_way: list[Advance]) -> None:
    """Advance runs in rounds: what many of them ask for is done as one, and they go on with it."""
    while under_way:
        waiting: list[Advance] = []
        for one in under_way:
            # What was done together must be taken up; only those that have not begun can be left.
            if passing.late and one.last is None:
                _leave(passing, one.run)
                continue
            outcome = one.go()
            if scene.sets.waiting(one.run.id, set() if outcome.progress.over else set(one.walk.cursor.open)):
                waiting.append(one)
            else:
                passing.gathered.outcomes.append(outcome)
        if passing.late:
            # They stand at the step that they ask for; the next pass does it.
            passing.gathered.outcomes += [one.last for one in waiting if one.last]
            return
        scene.sets.carry_out()
        under_way = waiting


def _leave(passing: Pass, run: Run) -> None:
    """Leave a run for the next pass, with what it was told."""
    passing.skipped += 1
    for path, signals in run.told.items():
        for signal in signals:
            passing.gathered.signal(run.tenant_id, run.id, path, signal["kind"], signal["payload"])


def _active(session: Session, runs: list[Run]) -> set[UUID]:
    wanted = select(col(Workflow.id)).where(col(Workflow.id).in_({run.workflow_id for run in runs}))
    return set(session.scalars(wanted.where(col(Workflow.is_active))))


def _taken(passing: Pass, run: Run, scene: Scene) -> Advance | Outcome | None:
    """A run ready to advance, or what is to be written of one that does not; None for one that is over."""
    if run.status in {"completed", "failed"}:
        return None
    cursor = Cursor.read(run.cursor)

    def told(progress: Progress) -> Outcome:
        return Outcome(run, progress, cursor.data(), passing.now)

    if run.id in scene.gone:
        return told(Progress(RunState.LEFT, None, GONE))
    if run.workflow_id not in scene.active:
        cursor.kept += [{"path": path, **signal} for path, signals in run.told.items() for signal in signals]
        return told(Progress(RunState.PAUSED, None, "the workflow is paused"))
    try:
        definition = versions.definition_of(passing.session, run.workflow_id, run.workflow_version)
    except NotFound as error:
        return told(Progress(RunState.FAILED, error=error.message))
    waits = scene.admission.ask(run, bounds_of(definition)) if run.started_at is None else None
    if waits is not None:
        return told(waits)
    return _under_way(passing, run, cursor, definition, scene)


def _under_way(passing: Pass, run: Run, cursor: Cursor, definition: Definition, scene: Scene) -> Advance:
    told = {path: list(signals) for path, signals in run.told.items()}
    for kept in cursor.kept:
        told.setdefault(kept["path"], []).append(kept)
    cursor.kept = []
    world, now = scene.world, passing.now
    port = LivePort(passing.session, run, definition, world, now, passing.gathered, scene.sets)
    walk = Walk(definition, cursor, scope_of(run.context, world), now, port, told)
    return Advance(run, walk, _end(run, definition, now))


def _end(run: Run, definition: Definition, now: datetime) -> datetime | None:
    length: timedelta | None = span(definition.settings.timeout) if definition.settings.timeout else None
    return (run.started_at or now) + length if length else None
