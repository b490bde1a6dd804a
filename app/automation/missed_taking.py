"""Starting the runs of events that came while a workflow was paused."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.automation.engine import triggers
from app.automation.engine.missed import Judged, judge
from app.automation.engine.starting import Starts
from app.automation.engine.triggers import Scene
from app.automation.models import MissedEvent, Workflow
from app.core.db import Session
from app.core.db.bulk import update_rows
from app.core.events import touch

MOST_COUNTED = 1_000_000


def undecided(workflow_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The condition of the events of a workflow on which nobody has decided."""
    return col(MissedEvent.workflow_id) == workflow_id, col(MissedEvent.settled_by).is_(None)


def waiting(session: Session, workflow_id: UUID) -> int:
    """How many events wait for a decision, a million at most."""
    some = select(col(MissedEvent.id)).where(*undecided(workflow_id)).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def take(session: Session, row: Workflow, most: int) -> Judged:
    """Start the runs that the oldest `most` events would have started, and settle all of these by this operation."""
    found = judge(session, row.id, most, take=True)
    _begin(session, row, found)
    _settle(session, [missed_id for missed_id, _ in found.seen], {one.missed_id for one in found.came})
    return found


def _begin(session: Session, row: Workflow, found: Judged) -> None:
    starts = Starts(session)
    for one in found.came:
        scene = Scene(one.payload, one.cause.depth, found.world, starts)
        if one.fault is None:
            triggers.begin(session, row.id, found.version, found.definition, one.event, scene)
        else:
            triggers.refused(session, row.id, found.version, one.event, one.payload, one.fault)
    starts.write()


def _settle(session: Session, seen: Sequence[UUID], begun: set[UUID]) -> None:
    operation_id = session.info["operation_id"]
    rows = [{"id": id, "settled_by": operation_id, "begun": id in begun} for id in seen]
    update_rows(session, MissedEvent.metadata.tables["workflow_missed_events"], rows)
    touch(session, str(MissedEvent.__tablename__))
