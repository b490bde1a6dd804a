"""How long an organisation keeps its finished jobs."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.ids import new_id
from app.core.queue.records import JobKeeping

Days = Annotated[int, Field(ge=1, le=730)]
DAYS, FAILED_DAYS = 30, 90


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days that finished (completed or cancelled) and failed jobs stay."""

    days: int
    failed_days: int


@action("job.keeping", permission=Permission.JOBS_READ, effect=Effect.READ, title="Show how long jobs are kept")
def keeping(session: Session, actor: Actor) -> Keeping:
    """How long the organisation keeps its finished jobs."""
    row = session.scalars(select(JobKeeping).where(col(JobKeeping.tenant_id) == actor.tenant_id)).first()
    return Keeping(row.days, row.failed_days) if row else Keeping(DAYS, FAILED_DAYS)


@action("job.keep", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Set how long jobs are kept")
def keep(session: Session, actor: Actor, days: Days = DAYS, failed_days: Days = FAILED_DAYS) -> Keeping:
    """Keep finished jobs so many days; what is older is removed in the next night."""
    values = {"days": days, "failed_days": failed_days}
    fresh = insert(JobKeeping).values(id=new_id(), tenant_id=actor.tenant_id, **values)
    session.execute(fresh.on_conflict_do_update(index_elements=["tenant_id"], set_=values))
    return Keeping(days, failed_days)
