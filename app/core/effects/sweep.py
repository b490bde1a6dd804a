"""Settling sendings whose job ended, was cancelled or is gone without having settled them."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from app.core.actor import house
from app.core.db import open_session
from app.core.effects.models import Effect
from app.core.effects.settle import OPEN, give_up
from app.core.queue import Context, Job, Payload, kind, schedule
from app.core.queue.models import State

ENDED = (State.COMPLETED, State.FAILED, State.CANCELLED)
BATCH = 500


class Sweep(Payload):
    """Nothing to say."""


@schedule("effects.sweep", "* * * * *")
@kind("effects.sweep", title="Settle sendings left behind", payload=Sweep, attempts=1, time_limit=50)
def sweep(job: Context, payload: Sweep) -> dict[str, Any]:
    """Give up what a job left open that is over; what may have been sent becomes unknown."""
    over = or_(col(Job.id).is_(None), col(Job.status).in_(ENDED))
    wanted = (
        select(col(Effect.tenant_id), col(Effect.job_id))
        .outerjoin(Job, col(Job.id) == col(Effect.job_id))
        .where(col(Effect.state).in_(OPEN), col(Effect.job_id).is_not(None), over, col(Effect.created_at) < func.now())
        .limit(BATCH)
    )
    count = 0
    for tenant_id, job_id in job.session.execute(wanted).all():
        if tenant_id is None:
            count += give_up(job.session, job_id, "Its job ended before it was sent.")
            continue
        with open_session(house(tenant_id)) as session:
            count += give_up(session, job_id, "Its job ended before it was sent.")
    return {"settled": count}
