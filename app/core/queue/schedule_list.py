"""The schedules of the house, with when they fired and when they fire next."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cronsim import CronSim
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.queue.schedules import Fire, registered_schedules
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule: its cron line (UTC), also in words, what it starts, its last fire with the job of it, and the next.

    `job_id` is None until it fired for the first time.
    """

    name: str
    title: Said
    job_type: str
    cron: str
    words: str
    last_at: datetime | None
    job_id: UUID | None
    next_at: datetime


@action("job.schedules", permission=Permission.JOBS_READ, effect=Effect.READ, title="List schedules")
def schedules(session: Session, actor: Actor) -> list[ScheduleRow]:
    """What Steward starts by the clock for everybody, the next first."""
    with as_house(session):
        newest = select(Fire).where(col(Fire.job_id).is_not(None)).ext(distinct_on(col(Fire.schedule)))
        fires = session.scalars(newest.order_by(col(Fire.schedule), col(Fire.fire_at).desc())).all()
        now = session.scalars(select(func.now())).one()
    fired = {fire.schedule: fire for fire in fires}
    rows = [
        ScheduleRow(
            name=known.name,
            title=known.kind.title,
            job_type=known.kind.name,
            cron=known.cron,
            words=CronSim(known.cron, now.astimezone(UTC)).explain(),
            last_at=fired[known.name].fire_at if known.name in fired else None,
            job_id=fired[known.name].job_id if known.name in fired else None,
            next_at=next(CronSim(known.cron, now.astimezone(UTC))),
        )
        for known in registered_schedules()
    ]
    return sorted(rows, key=lambda row: (row.next_at, row.name))
