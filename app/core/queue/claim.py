"""Taking due jobs for one worker, fairly among tenants; and giving them back untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    text,
    tuple_,
    update,
)
from sqlmodel import col

from app.core.db import Session, house_session
from app.core.db.ddl import template
from app.core.queue import bounds
from app.core.queue.kinds import Kind, registered_kinds
from app.core.queue.lanes import Budgets, Lane, Share, shares
from app.core.queue.models import HOUSE, WAITING, Job, State

LEASE = timedelta(seconds=6)
NOW = func.clock_timestamp()
# Lanes looked at in one claim; where there are more, the next claim goes on behind the last.
MOST_LANES = 400
# Light jobs are done many to a transaction; of the others a worker holds no more than it does soon.
HEAVY = 20
PACKAGE = "app.core.queue"
FIRST = Lane(2**31 - 1, UUID(int=2**128 - 1), "")
# The planner has no true figures of a table that fills and empties within seconds; the index is always right.
BY_INDEX = text(
    "select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),"
    " set_config('enable_sort', 'off', true)"
)
LANES = text(template(PACKAGE, "lanes.sql")).bindparams(bindparam("lane", type_=Uuid()))
TAKE = text(template(PACKAGE, "take.sql")).bindparams(
    bindparam("priorities", type_=ARRAY(Integer)),
    bindparam("lanes", type_=ARRAY(Uuid)),
    bindparam("kinds", type_=ARRAY(Text)),
    bindparam("shares", type_=ARRAY(Integer)),
    bindparam("lease", LEASE, type_=Interval),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of one worker, at one fence; what a run needs to know of it."""

    id: UUID
    tenant_id: UUID | None
    job_type: str
    payload: dict[str, Any]
    attempts: int
    max_attempts: int
    fence: int
    position: dict[str, Any] | None
    operation_id: UUID | None
    member_id: UUID | None
    priority: int
    scheduled_for: datetime
    started_at: datetime


COLUMNS = tuple(col(getattr(Job, name)) for name in Claim.__slots__)


class Claimer:
    """What takes jobs for one worker; it remembers how far it came where there are more lanes than it looks at."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._after = FIRST

    def claim(self, most: int, *, heavy: int = HEAVY, without: Sequence[str] = ()) -> list[Claim]:
        """Take up to `most` due light jobs and up to `heavy` others, most urgent first, none of the kinds `without`.

        Tenants of equal priority get equal shares; what a kind's bounds and pauses forbid is left.
        """
        kinds = {known.name: known for known in registered_kinds()}
        with house_session() as session:
            session.execute(BY_INDEX)
            lanes = [lane for lane in self._lanes(session) if lane.job_type not in without]
            if not lanes:
                return []
            bound = [kinds[name] for name in sorted({lane.job_type for lane in lanes}) if _limited(kinds.get(name))]
            budgets = bounds.decide(session, bound, lanes) if bound else Budgets()
            light = [lane for lane in lanes if lane.job_type in kinds and kinds[lane.job_type].light]
            rest = [lane for lane in lanes if lane not in light] if light else lanes
            rows = self._take(session, shares(light, most, budgets), most)
            rows += self._take(session, shares(rest, heavy, budgets), heavy)
            if bound:
                bounds.note(session, bound, [(row.job_type, row.tenant_id or HOUSE) for row in rows])
        claims = [Claim(*row) for row in rows]
        return sorted(claims, key=lambda claim: (-claim.priority, claim.scheduled_for, claim.id))

    def _lanes(self, session: Session) -> list[Lane]:
        after = self._after
        values = {"priority": after.priority, "lane": after.lane, "job_type": after.job_type, "most": MOST_LANES}
        rows = session.execute(LANES, values).all()
        last = rows[-1] if len(rows) >= MOST_LANES else None
        self._after = Lane(last.priority, last.lane, last.job_type) if last else FIRST
        return [Lane(row.priority, row.lane, row.job_type) for row in rows if row.open]

    def _take(self, session: Session, wanted: Sequence[Share], most: int) -> list[Any]:
        if not wanted:
            return []
        values = {
            "priorities": [share.lane.priority for share in wanted],
            "lanes": [share.lane.lane for share in wanted],
            "kinds": [share.lane.job_type for share in wanted],
            "shares": [share.size for share in wanted],
            "most": most,
            "worker": self._worker,
        }
        return list(session.execute(TAKE, values).all())


def _limited(known: Kind[Any] | None) -> bool:
    return known is not None and known.limited


def due(session: Session) -> bool:
    """Whether any job waits whose time has come."""
    # The words of the partial index, so that the planner may use it.
    return bool(session.scalar(select(exists().where(WAITING, col(Job.scheduled_for) <= func.now()))))


def claim(worker: str, limit: int, without: Sequence[str] = ()) -> list[Claim]:
    """Take up to `limit` due jobs for `worker`, most urgent first, none of the kinds `without`."""
    return Claimer(worker).claim(limit, heavy=limit, without=without)[:limit]


def holding(claims: Sequence[Claim]) -> ColumnElement[bool]:
    """The condition that a job is one of these and still held at its fence."""
    ids = func.unnest(cast(literal([claim.id for claim in claims], ARRAY(Uuid)), ARRAY(Uuid)))
    fences = func.unnest(cast(literal([claim.fence for claim in claims], ARRAY(Integer)), ARRAY(Integer)))
    return and_(tuple_(col(Job.id), col(Job.fence)).in_(select(ids, fences)), col(Job.status) == State.PROCESSING)


def unclaimed(status: State) -> dict[str, Any]:
    """What a job is set to whose run came to nothing: `status`, or cancelled where somebody asked it to stop."""
    stopped = col(Job.cancel_requested_at).is_not(None)
    return {
        "status": case((stopped, State.CANCELLED.value), else_=status.value),
        "completed_at": case((stopped, NOW), else_=None),
        "attempts": col(Job.attempts) - 1,
        "fence": col(Job.fence) + 1,
        "worker": None,
        "lease_until": None,
    }


def give_back(claims: Sequence[Claim]) -> None:
    """Let others have these jobs at once; the attempt does not count, and what was to stop is cancelled."""
    if not claims:
        return
    back = (
        update(Job).where(holding(claims)).values(unclaimed(State.PENDING)).execution_options(synchronize_session=False)
    )
    with house_session() as session:
        session.execute(back)


def asked_to_stop(claim: Claim) -> bool:
    """Whether somebody asked this running job to stop."""
    asked = select(col(Job.cancel_requested_at)).where(col(Job.id) == claim.id)
    with house_session() as session:
        return session.scalar(asked) is not None


def held(job_id: UUID, fence: int) -> Claim | None:
    """The claim of a job that runs at this fence, for the process that is to carry it out; None if it is lost."""
    mine = select(*COLUMNS).where(col(Job.id) == job_id, col(Job.fence) == fence, col(Job.status) == State.PROCESSING)
    with house_session() as session:
        row = session.execute(mine).first()
    return Claim(*row) if row else None
