"""The alerts about jobs: too many that are due and not begun, too many that fail."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.db import Session
from app.core.queue.models import WAITING, Job
from app.core.queue.records import JobMinute
from app.core.watching import Finding, watched

BACKUP, FAILURES = "jobs.backup", "jobs.failures"
MOST_WAITING = 100
# Of so few, one failure would be a tenth.
LEAST_ENDED = 20
LARGEST_SHARE = 0.10
# An alert is over only well within its bound, so that it does not come and go.
CALM = 0.5
HOUR = timedelta(hours=1)


@watched("jobs.")
def look(session: Session) -> Iterable[Finding]:
    """Tenants with many jobs that wait or fail."""
    return [*_waiting(session), *_failing(session)]


def _waiting(session: Session) -> list[Finding]:
    count = func.count()
    due = select(col(Job.tenant_id), count).where(
        WAITING, col(Job.tenant_id).is_not(None), col(Job.scheduled_for) <= func.now()
    )
    due = due.group_by(col(Job.tenant_id)).having(count > MOST_WAITING * CALM)
    return [_backed_up(tenant, size) for tenant, size in session.execute(due) if tenant]


def _failing(session: Session) -> list[Finding]:
    failed = func.sum(col(JobMinute.failed))
    ended = failed + func.sum(col(JobMinute.completed))
    counted = select(col(JobMinute.tenant_id), failed, ended).where(
        col(JobMinute.minute) > func.now() - HOUR, col(JobMinute.tenant_id).is_not(None)
    )
    counted = counted.group_by(col(JobMinute.tenant_id)).having(ended >= LEAST_ENDED)
    shares = ((tenant, lost / every) for tenant, lost, every in session.execute(counted) if tenant and every)
    return [_failures(tenant, share) for tenant, share in shares if share > LARGEST_SHARE * CALM]


def _backed_up(tenant_id: UUID, size: int) -> Finding:
    body = f"{size:,.0f} jobs are due and have not begun."
    loud = size > MOST_WAITING
    return Finding(tenant_id, BACKUP, size, loud, "Many jobs are waiting", body, "/jobs?state=waiting")


def _failures(tenant_id: UUID, share: float) -> Finding:
    body = f"{share:.0%} of the jobs that ended in the last hour failed."
    return Finding(tenant_id, FAILURES, share, share > LARGEST_SHARE, "Many jobs fail", body, "/jobs?state=failed")
