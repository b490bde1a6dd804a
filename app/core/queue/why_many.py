"""Why are they not running? The strongest reason for each of many jobs, found together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.queue.models import WAITING, Job
from app.core.queue.why import Why, hindrances

Ids = Annotated[list[UUID], Field(max_length=200)]
MOST_AHEAD = 1000


@dataclass(frozen=True, slots=True)
class Reason:
    """The strongest reason why one job does not run."""

    job_id: UUID
    why: Why


@action("job.reasons", permission=Permission.JOBS_READ, effect=Effect.READ, title="Why are these jobs not running?")
def reasons(session: Session, actor: Actor, job_ids: Ids) -> list[Reason]:
    """For each of these jobs that waits, what keeps it from running; the others are left out."""
    waiting = select(Job).where(WAITING, col(Job.tenant_id) == actor.tenant_id, col(Job.id).in_(job_ids))
    jobs = session.scalars(waiting).all()
    found = {id: whys[0] for id, whys in hindrances(session, actor, jobs).items() if whys}
    free = [job.id for job in jobs if job.id not in found]
    found |= _turns(session, actor, free)
    return [Reason(job.id, found[job.id]) for job in jobs]


def _turns(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Why]:
    if not ids:
        return {}
    due = select(col(Job.id)).where(
        WAITING, col(Job.tenant_id) == actor.tenant_id, col(Job.scheduled_for) <= func.now()
    )
    first = session.scalars(due.order_by(col(Job.priority).desc(), col(Job.scheduled_for)).limit(MOST_AHEAD))
    places = {id: place for place, id in enumerate(first)}
    return {id: _turn(places.get(id, MOST_AHEAD)) for id in ids}


def _turn(ahead: int) -> Why:
    if not ahead:
        return Why("next", "It is next in line.")
    more = " or more" if ahead == MOST_AHEAD else ""
    return Why("behind", f"It waits behind {ahead}{more} of your jobs that are older or more urgent.", {"count": ahead})
