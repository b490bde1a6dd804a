"""The alerts about jobs: too many that are due and not begun, too many that fail."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.actions.run import announce
from app.core.actor import house
from app.core.alerts import clear_alert, raise_alert, standing
from app.core.db import Session, house_session, open_session
from app.core.queue.models import WAITING, Job
from app.core.queue.records import JobMinute

BACKUP, FAILURES = "jobs.backup", "jobs.failures"
MOST_WAITING = 100
# Of so few, one failure would be a tenth.
LEAST_ENDED = 20
LARGEST_SHARE = 0.10
# An alert is over only well within its bound, so that it does not come and go.
CALM = 0.5
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure of one tenant: out of bounds, or calm again."""

    tenant_id: UUID
    name: str
    value: float
    loud: bool


def watch() -> int:
    """Raise and clear the alerts about jobs of all tenants; returns how many changed."""
    with house_session() as session:
        found = [*_waiting(session), *_failing(session)]
        held = standing(session, {BACKUP, FAILURES})
    loud = {(one.tenant_id, one.name): one for one in found if one.loud}
    calm = held - {(one.tenant_id, one.name) for one in found}
    fresh = [one for place, one in loud.items() if place not in held]
    return sum(_raise(one) for one in fresh) + sum(_clear(*place) for place in calm)


def _waiting(session: Session) -> list[Finding]:
    count = func.count()
    due = select(col(Job.tenant_id), count).where(
        WAITING, col(Job.tenant_id).is_not(None), col(Job.scheduled_for) <= func.now()
    )
    due = due.group_by(col(Job.tenant_id)).having(count > MOST_WAITING * CALM)
    return [Finding(tenant, BACKUP, size, size > MOST_WAITING) for tenant, size in session.execute(due) if tenant]


def _failing(session: Session) -> list[Finding]:
    failed = func.sum(col(JobMinute.failed))
    ended = failed + func.sum(col(JobMinute.completed))
    counted = select(col(JobMinute.tenant_id), failed, ended).where(
        col(JobMinute.minute) > func.now() - HOUR, col(JobMinute.tenant_id).is_not(None)
    )
    counted = counted.group_by(col(JobMinute.tenant_id)).having(ended >= LEAST_ENDED)
    shares = ((tenant, lost / every) for tenant, lost, every in session.execute(counted) if tenant and every)
    loud = LARGEST_SHARE
    return [Finding(tenant, FAILURES, share, share > loud) for tenant, share in shares if share > loud * CALM]


def _raise(one: Finding) -> bool:
    if one.name == BACKUP:
        title, link = "Many jobs are waiting", "/jobs?state=waiting"
        body = f"{one.value:,.0f} jobs are due and have not begun."
    else:
        title, link = "Many jobs fail", "/jobs?state=failed"
        body = f"{one.value:.0%} of the jobs that ended in the last hour failed."
    actor = house(one.tenant_id)
    with open_session(actor) as session:
        raised = raise_alert(session, one.name, title, body, link, value=round(one.value, 4))
        announce(session, actor)
    return raised


def _clear(tenant_id: UUID, name: str) -> bool:
    actor = house(tenant_id)
    with open_session(actor) as session:
        cleared = clear_alert(session, name)
        announce(session, actor)
    return cleared
