"""The bounds of kinds, decided in the database at each claim: how many may run, how many may begin in a time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.db import Session
from app.core.ids import new_id
from app.core.queue.kinds import Kind
from app.core.queue.lanes import Budgets, Lane
from app.core.queue.models import HOUSE, Job, State
from app.core.queue.rate import Rate
from app.core.queue.records import JobRate

# Any number: it names the right to decide over one kind.
DECIDING = 7_301_151
LOCK = text("select pg_try_advisory_xact_lock(:space, hashtext(:name))").bindparams(bindparam("space", DECIDING))


def decide(session: Session, kinds: Iterable[Kind[Any]], lanes: Sequence[Lane]) -> Budgets:
    """What the bounds of these kinds leave to the lanes; nothing where another worker decides at this moment.

    The right to decide over a kind is held until this transaction ends, so that no two workers count the same.
    """
    budgets = Budgets()
    for known in kinds:
        if session.scalar(LOCK, {"name": known.name}):
            _decide(session, known, lanes, budgets)
        else:
            budgets.kinds[known.name] = 0
    return budgets


def note(session: Session, kinds: Iterable[Kind[Any]], taken: Sequence[tuple[str, UUID]]) -> None:
    """Write down which jobs (kind, lane) of kinds with a rate began now."""
    now = _now(session)
    for known in kinds:
        lanes = [lane for kind, lane in taken if kind == known.name]
        if known.rate:
            _count(session, known.name, HOUSE, known.rate, now, len(lanes))
        if known.tenant_rate:
            for lane in sorted(set(lanes)):
                # The house's own jobs stand beside those of all together.
                if lane != HOUSE:
                    _count(session, known.name, lane, known.tenant_rate, now, lanes.count(lane))


def running(session: Session, job_type: str) -> dict[UUID, int]:
    """How many jobs of the kind run, by lane."""
    held = select(col(Job.lane), func.count()).where(
        col(Job.status) == State.PROCESSING, col(Job.lease_until).is_not(None), col(Job.job_type) == job_type
    )
    return {lane: count for lane, count in session.execute(held.group_by(col(Job.lane)))}


def left(rate: Rate, row: Any, now: datetime) -> int:
    """How many more may begin now: the window slides, the one before counts by the share that still lies within."""
    if row is None:
        return rate.count
    age = (now - row.window_at).total_seconds()
    if age >= 2 * rate.seconds:
        return rate.count
    if age >= rate.seconds:
        return max(0, int(rate.count - row.taken * (2 - age / rate.seconds)))
    return max(0, int(rate.count - row.taken - row.before * (1 - age / rate.seconds)))


def free_at(rate: Rate, row: Any, now: datetime) -> datetime:
    """When the next one may begin, by the same reckoning."""
    if left(rate, row, now) > 0:
        return now
    step = timedelta(seconds=rate.seconds / 100)
    at = now
    while left(rate, row, at) < 1:
        at += step
    return at


def rates(session: Session, job_type: str) -> dict[UUID, Any]:
    """The rows of a kind's rates, by lane."""
    columns = col(JobRate.lane), col(JobRate.window_at), col(JobRate.taken), col(JobRate.before)
    return {row.lane: row for row in session.execute(select(*columns).where(col(JobRate.job_type) == job_type))}


def _decide(session: Session, known: Kind[Any], lanes: Sequence[Lane], budgets: Budgets) -> None:
    busy = running(session, known.name)
    rows, now = rates(session, known.name), _now(session)
    whole = [known.concurrency - sum(busy.values())] if known.concurrency else []
    if known.rate:
        whole.append(left(known.rate, rows.get(HOUSE), now))
    if whole:
        budgets.kinds[known.name] = max(0, min(whole))
    for lane in {lane.lane for lane in lanes if lane.job_type == known.name}:
        own = [known.tenant_concurrency - busy.get(lane, 0)] if known.tenant_concurrency else []
        if known.tenant_rate and lane != HOUSE:
            own.append(left(known.tenant_rate, rows.get(lane), now))
        if own:
            budgets.tenants[known.name, lane] = max(0, min(own))


def _count(session: Session, job_type: str, lane: UUID, rate: Rate, now: datetime, more: int) -> None:
    if not more:
        return
    row = rates(session, job_type).get(lane)
    values: dict[str, Any] = {"window_at": now, "taken": more, "before": 0}
    if row is not None:
        passed = int((now - row.window_at).total_seconds() // rate.seconds)
        start = row.window_at + timedelta(seconds=rate.seconds * passed)
        if passed == 0:
            values = {"window_at": start, "taken": row.taken + more, "before": row.before}
        elif passed == 1:
            values = {"window_at": start, "taken": more, "before": row.taken}
    fresh = insert(JobRate).values(id=new_id(), job_type=job_type, lane=lane, **values)
    session.execute(fresh.on_conflict_do_update(index_elements=["job_type", "lane"], set_=values))


def _now(session: Session) -> datetime:
    return session.scalars(select(func.clock_timestamp())).one()
