"""What tests leave that those of other files could come upon: work to be done, and what is counted over all tenants."""

from redis import Redis
from sqlalchemy import delete

from app.core.db import house_session
from app.core.db.rows import HouseRow
from app.core.settings import settings


def forget_work() -> None:
    """Delete all jobs, events, runs, mails and workers, whoever's they are; organisations and log-ins stay."""
    kept = [row for row in HouseRow.__subclasses__() if not row.__module__.startswith("app.accounts.")]
    with house_session() as session:
        for row in kept:
            session.execute(delete(row))


def forget_limits() -> None:
    """Empty Redis: tickets, and how often each has called."""
    with Redis.from_url(settings().redis_url or "") as client:
        client.flushdb()
