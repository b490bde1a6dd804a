"""Who carries how much."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Member
from app.core import times
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Point, Series, metric
from app.core.metrics.figures import Value
from app.crm.lead_owners import OPEN_STATES
from app.crm.metrics import links
from app.crm.models import Deal, Lead, Task, TaskState

OPEN_TASK = links.rule("state", TaskState.OPEN.value)


def load_rows(asked: Asked, key: str | None) -> str:
    """The open deals of a person; their leads and tasks are one click further."""
    return links.deals(links.rule("state", "open"), *([links.same("owner_id", key)] if key else []))


@metric(
    "load",
    title="Load of the team",
    meaning="How many open leads, deals and tasks each active person carries now, beside what they can carry.",
    unit="count",
    permission=Permission.PEOPLE_READ,
    good="down",
    groups=("owner",),
    rows=load_rows,
    compares=False,
)
def load(session: Session, actor: Actor, asked: Asked) -> Series:
    """Open leads, deals and tasks by person, the fullest first."""
    carried = _carried(session)
    people = session.execute(
        select(col(Member.id), col(Member.name), col(Member.capacity), col(Member.away_until)).where(col(Member.active))
    )
    now = times.utc_now()
    points = [
        _point(id_, name, capacity, away is not None and away > now, carried.get(id_) or Carried())
        for id_, name, capacity, away in people
    ]
    points.sort(key=lambda point: (-point.more["percent"], point.label))
    return Series(points, sum(int(point.value) for point in points))


@dataclass(slots=True)
class Carried:
    """What one person has open."""

    leads: int = 0
    deals: int = 0
    tasks: int = 0


def _carried(session: Session) -> dict[UUID, Carried]:
    open_: dict[str, tuple[Any, Any]] = {
        "leads": (Lead, col(Lead.state).in_(OPEN_STATES)),
        "deals": (Deal, col(Deal.closed_at).is_(None)),
        "tasks": (Task, col(Task.state) == TaskState.OPEN.value),
    }
    found: dict[UUID, Carried] = {}
    for what, (model, condition) in open_.items():
        owner = col(model.owner_id)
        for id_, count in session.execute(
            select(owner, func.count()).where(condition, owner.is_not(None)).group_by(owner)
        ):
            setattr(found.setdefault(id_, Carried()), what, count)
    return found


def _point(id_: UUID, name: str, capacity: int, away: bool, carried: Carried) -> Point:
    total = carried.leads + carried.deals + carried.tasks
    percent = round(total / capacity * 100) if capacity else (100 if total else 0)
    more: dict[str, Value] = {
        "leads": carried.leads,
        "deals": carried.deals,
        "tasks": carried.tasks,
        "capacity": capacity,
        "percent": percent,
        "away": int(away),
    }
    return Point(name, str(id_), total, more)


@metric(
    "overdue_tasks",
    title="Overdue tasks",
    meaning="Open tasks whose day has passed, as they stand now.",
    unit="count",
    permission=Permission.TASKS_READ,
    good="down",
    rows=lambda asked, key: links.tasks(OPEN_TASK, links.rule("due_at", "today", "less_than", "before today")),
    compares=False,
)
def overdue_tasks(session: Session, actor: Actor, asked: Asked) -> Series:
    """The number of overdue tasks."""
    today = times.local(times.utc_now(), times.zone(actor.zone)).date()
    late = col(Task.due_at) < times.midnight(today, times.zone(actor.zone))
    value = session.scalar(select(func.count()).select_from(Task).where(late, col(Task.state) == TaskState.OPEN.value))
    return Series([], value or 0)
