"""How many jobs a filter finds."""

from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.queue.filters import JobFilter, conditions
from app.core.queue.models import Job

MOST_COUNTED = 10_000


@action("job.count", permission=Permission.JOBS_READ, effect=Effect.READ, title="Count jobs")
def count(session: Session, actor: Actor, filter: JobFilter = JobFilter()) -> int:
    """How many jobs of the organisation the filter finds, up to 10,000."""
    found = select(col(Job.id)).where(*conditions(actor, filter)).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0
