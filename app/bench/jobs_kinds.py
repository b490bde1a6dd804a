"""What the measurement of the queue has done, by Steward and by its peers."""

import time
from typing import Any
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.queue import Context, Payload, kind

# Where all that the measurement makes stands; it is dropped at the end.
SCHEMA = "bench_jobs"


class Base(DeclarativeBase):
    """The tables of the measurement, apart from those of the house."""


class LedgerRow(Base):
    """The effect of one job."""

    __tablename__ = "ledger"
    __table_args__ = {"schema": SCHEMA}

    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    amount: Mapped[int]


class Nothing(Payload):
    """Nothing to say."""


@kind("bench.noop", title="Do nothing", payload=Nothing, light=True, writes=False)
def noop(job: Context, payload: Nothing) -> dict[str, Any]:
    """Nothing."""
    return {}


@kind("bench.ledger", title="Write one row", payload=Nothing, light=True)
def ledger(job: Context, payload: Nothing) -> dict[str, Any]:
    """One row in the ledger."""
    job.session.add(LedgerRow(job_id=job.id, amount=1))
    return {}


@kind("bench.clock", title="Tell the time", payload=Nothing, light=True, writes=False)
def clock(job: Context, payload: Nothing) -> dict[str, Any]:
    """The time at which it began, in seconds."""
    return {"at": time.time()}


def nothing() -> None:
    """What RQ's jobs do."""
