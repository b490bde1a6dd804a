"""Counting after the storm: what was to happen beside what did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col

from app.automation.models import Execution, StepLog
from app.chaos.feeding import Scale
from app.chaos.kinds import UNITS
from app.chaos.tables import Entry
from app.chaos.work import ENTRIES, STEPS
from app.core.actor import house
from app.core.db import house_session, open_session
from app.core.queue import Job
from app.core.queue.schedules import Fire

SHOWN = 10


@dataclass(frozen=True)
class Reckoning:
    """The differences between the ledger and what was asked for; nothing in any of them is as it must be."""

    expected: int
    lost: list[str]
    twice: list[str]
    unasked: list[str]
    stuck_jobs: dict[str, int]
    stuck_runs: dict[str, int]
    steps_logged: int
    steps_expected: int

    @property
    def exact(self) -> bool:
        """Whether everything happened once, and nothing is left."""
        differences = (self.lost, self.twice, self.unasked, self.stuck_jobs, self.stuck_runs)
        return not any(differences) and self.steps_logged == self.steps_expected

    def told(self) -> dict[str, Any]:
        """It as JSON, with the numbers and the first of each."""
        lists = {name: getattr(self, name) for name in ("lost", "twice", "unasked")}
        counts = {name: len(found) for name, found in lists.items()}
        rest = {name: value for name, value in vars(self).items() if name not in lists}
        return {**rest, **counts, "first": {name: found[:SHOWN] for name, found in lists.items()}}


def under_way(tenant_id: UUID, scale: Scale) -> int:
    """How many jobs and runs are not over yet."""
    with house_session() as session:
        waiting = select(func.count()).where(col(Job.job_type).startswith("chaos."), *_open())
        over = select(func.count()).where(
            col(Execution.tenant_id) == tenant_id, col(Execution.status).in_(("completed", "failed"))
        )
        return (session.scalar(waiting) or 0) + scale.runs - (session.scalar(over) or 0)


def reckon(tenant_id: UUID, scale: Scale) -> Reckoning:
    """Compare."""
    with house_session() as session:
        ticks = session.scalars(
            select(col(Fire.job_id)).where(col(Fire.schedule) == "chaos.tick", col(Fire.job_id).is_not(None))
        ).all()
        jobs = select(col(Job.status), func.count()).where(col(Job.job_type).startswith("chaos."))
        states = {
            f"{state}": count
            for state, count in session.execute(jobs.group_by(col(Job.status)))
            if state != "completed"
        }
        found = Counter(session.scalars(select(Entry.key).where(Entry.key.not_like("peer %"))))
    wanted = Counter([*_expected(scale), *(f"tick {job_id}" for job_id in ticks)])
    with open_session(house(tenant_id)) as session:
        runs = select(col(Execution.state), func.count()).group_by(col(Execution.state))
        ended = {f"{state}": count for state, count in session.execute(runs)}
        logged = session.scalar(select(func.count()).select_from(StepLog)) or 0
    missing = scale.runs - sum(ended.values())
    stuck = {state: count for state, count in ended.items() if state != "completed"}
    return Reckoning(
        expected=sum(wanted.values()),
        lost=sorted((wanted - found).keys()),
        twice=sorted(key for key, count in found.items() if count > wanted[key] > 0),
        unasked=sorted(key for key in found if key not in wanted),
        stuck_jobs=states,
        stuck_runs=stuck | ({"never begun": missing} if missing else {}),
        steps_logged=logged,
        steps_expected=scale.runs * len(STEPS),
    )


def peers_reckoning(given: int) -> dict[str, int]:
    """What became of RQ's jobs."""
    with house_session() as session:
        found = Counter(session.scalars(select(Entry.key).where(Entry.key.like("peer %"))))
    twice = sum(1 for count in found.values() if count > 1)
    return {"given": given, "done": len(found), "lost": max(0, given - len(found)), "twice": twice}


def _open() -> list[Any]:
    return [or_(*(col(Job.status) == state for state in ("pending", "retrying", "processing")))]


def _expected(scale: Scale) -> Iterator[str]:
    for n in range(1, scale.lights + 1):
        yield f"light {n}"
    for n in range(1, scale.plains + 1):
        yield f"plain {n}"
    for n in range(1, scale.chains + 1):
        yield from (f"chain {n}", f"light {-n}")
    for n in range(1, scale.units + 1):
        yield from (f"units {n}.{number}" for number in range(UNITS))
    for n in range(1, scale.runs + 1):
        yield from (f"run {n} {entry}" for entry in ENTRIES)
