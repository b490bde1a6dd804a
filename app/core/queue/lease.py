"""Leases by the database's clock: held while the worker lives, taken back when it has fallen silent."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlmodel import col

from app.core.db import house_session
from app.core.queue.claim import COLUMNS, LEASE, NOW, Claim, holding, unclaimed
from app.core.queue.finish import fail
from app.core.queue.models import Job, State

MOST_LAPSES = 20
BATCH = 500


def extend(claims: Sequence[Claim]) -> int:
    """Hold on to these jobs for another lease; returns how many were still ours."""
    if not claims:
        return 0
    longer = (
        update(Job)
        .where(holding(claims))
        .values(lease_until=NOW + LEASE)
        .returning(col(Job.id))
        .execution_options(synchronize_session=False)
    )
    with house_session() as session:
        return len(session.execute(longer).all())


def reap() -> int:
    """Let others have the jobs whose worker fell silent; returns how many.

    The attempt does not count, for the worker was at fault; a job over which 20 workers died is failed.
    """
    lapsed = (
        select(col(Job.id))
        .where(col(Job.status) == State.PROCESSING, col(Job.lease_until) < func.now())
        .order_by(col(Job.lease_until))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .cte("lapsed")
    )
    back = (
        update(Job)
        .where(col(Job.id).in_(select(lapsed.c.id)), col(Job.lapses) < MOST_LAPSES)
        .values(
            **unclaimed(State.RETRYING),
            lapses=col(Job.lapses) + 1,
            error_message="The worker stopped in the middle; the job runs again.",
        )
        .returning(col(Job.id))
        .execution_options(synchronize_session=False)
    )
    with house_session() as session:
        count = len(session.execute(back).all())
    return count + _bury()


def _bury() -> int:
    hopeless = select(*COLUMNS).where(
        col(Job.status) == State.PROCESSING, col(Job.lease_until) < func.now(), col(Job.lapses) >= MOST_LAPSES
    )
    with house_session() as session:
        claims = [Claim(*row) for row in session.execute(hopeless.limit(BATCH))]
    for lost in claims:
        fail(lost, f"{MOST_LAPSES} workers stopped while they did this; it is not tried again.", final=True)
    return len(claims)
