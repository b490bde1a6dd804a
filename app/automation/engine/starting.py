"""Making runs: by a trigger, a person, another run, or again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.automation.engine.claim import Run
from app.automation.models import Execution, RunState, Status, Workflow
from app.core.db import Session, after_commit
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import touch
from app.core.ids import new_id
from app.core.queue.wake import wake

# Workflows that start each other: a longer chain is taken for an endless one.
DEEPEST = 8
WAKING = "runs_waking"
TOO_DEEP = (
    f"Not run: workflows have started each other {DEEPEST} times in a row. "
    "Change one of their triggers, or what they change."
)


@dataclass(frozen=True, slots=True)
class About:
    """What a run is about and where it comes from."""

    table: str | None = None
    id: UUID | None = None
    event_id: UUID | None = None
    key: str | None = None
    depth: int = 0
    origin: str = "trigger"
    parent_id: UUID | None = None
    parent_key: str | None = None
    member_id: UUID | None = None


def start(
    session: Session,
    workflow_id: UUID,
    version: int,
    context: dict[str, Any],
    about: About = About(),
    *,
    state: RunState = RunState.READY,
    due: datetime | None = None,
    cursor: dict[str, Any] | None = None,
    replayed_from: UUID | None = None,
) -> UUID | None:
    """Write a run that begins at once, or at `due`; None where the same key has made one already.

    A run that is too deep in a chain of workflows is written as failed, with the reason.
    """
    values = _values(workflow_id, version, context, about) | {
        "cursor": cursor or {},
        "replayed_from": replayed_from,
        "state": state.value,
        "due_at": due or func.clock_timestamp(),
    }
    if about.depth > DEEPEST:
        ended = {"status": Status.FAILED.value, "state": RunState.FAILED.value, "due_at": None}
        values |= {**ended, "error_message": TOO_DEEP, "completed_at": func.clock_timestamp()}
    session.flush()
    fresh = insert(Execution).values(values).on_conflict_do_nothing(index_elements=["workflow_id", "trigger_key"])
    made = session.execute(fresh.returning(col(Execution.id))).scalar()
    if made is not None:
        rouse(session)
    return made


@dataclass
class Starts:
    """Runs that begin at once, gathered so that many are written in one statement."""

    session: Session
    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def add(self, workflow_id: UUID, version: int, context: dict[str, Any], about: About) -> None:
        """Note a run; one whose key has made a run already is not written."""
        if about.depth > DEEPEST:
            start(self.session, workflow_id, version, context, about)
            return
        self.rows.append(_values(workflow_id, version, context, about) | {"state": RunState.READY.value, "cursor": {}})

    def write(self) -> None:
        """Write them, in the order in which they were noted."""
        if not self.rows:
            return
        now = self.session.scalars(select(func.clock_timestamp())).one()
        count = len(self.rows)
        rows = [{**row, "due_at": now - timedelta(microseconds=count - at)} for at, row in enumerate(self.rows)]
        fresh = insert(Execution).on_conflict_do_nothing(index_elements=["workflow_id", "trigger_key"])
        self.session.flush()
        self.session.connection().execute(fresh, rows)
        self.rows = []
        rouse(self.session)


def _values(workflow_id: UUID, version: int, context: dict[str, Any], about: About) -> dict[str, Any]:
    return {
        "id": new_id(),
        "workflow_id": workflow_id,
        "workflow_version": version,
        "context": context,
        "subject_table": about.table,
        "subject_id": about.id,
        "event_id": about.event_id,
        "trigger_key": about.key,
        "depth": about.depth,
        "origin": about.origin,
        "parent_id": about.parent_id,
        "parent_key": about.parent_key,
        "member_id": about.member_id,
    }


def rouse(session: Session) -> None:
    """Wake a worker once this transaction is committed, and the open pages of runs."""
    touch(session, "workflow_executions")
    if WAKING not in session.info:
        session.info[WAKING] = True
        after_commit(session, wake)


def child(session: Session, run: Run, key: str | None, named: str, context: dict[str, Any]) -> UUID:
    """Start the workflow of that id or name below a run; the one of an earlier try is given back instead.

    Raises NotFound for an unknown workflow and Conflict for one that is paused or not published.
    """
    found = workflow_named(session, named)
    if found.published_version is None or not found.is_active:
        raise Conflict(f"The workflow “{found.name}” is paused or not published.")
    if run.depth >= DEEPEST:
        raise Invalid(TOO_DEEP)
    trigger = {"event": "workflow", "run": str(run.id)}
    about = About(
        table=run.subject_table,
        id=run.subject_id,
        key=f"child:{run.id}:{key}" if key else None,
        depth=run.depth + 1,
        origin="workflow",
        parent_id=run.id if key else None,
        parent_key=key,
    )
    made = start(session, found.id, found.published_version, {"trigger": trigger, **context}, about)
    if made is not None:
        return made
    same = (col(Execution.workflow_id) == found.id, col(Execution.trigger_key) == about.key)
    return session.scalars(select(col(Execution.id)).where(*same)).one()


def workflow_named(session: Session, named: str) -> Workflow:
    """The workflow of that id or name; raises NotFound."""
    try:
        mine = col(Workflow.id) == UUID(named)
    except ValueError:
        mine = or_(col(Workflow.name) == named, func.lower(col(Workflow.name)) == named.lower())
    found = session.scalars(select(Workflow).where(mine).order_by(col(Workflow.created_at)).limit(1)).first()
    if found is None:
        raise NotFound(f"There is no workflow {named[:80]!r}.")
    return found
