"""The tables beside the jobs: their log lines, workers, pauses, rates, statistics and how long all is kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, ForeignKeyConstraint, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow

MOMENT = DateTime(timezone=True)


class JobLog(HouseRow, table=True):
    """One line that a job said while it ran."""

    __tablename__ = "job_log"
    __table_args__ = (
        ForeignKeyConstraint(["job_id"], ["job_queue.id"], ondelete="CASCADE"),
        Index("job_log_of_job", "job_id", "id"),
    )

    tenant_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    job_id: UUID
    attempt: int
    level: str
    line: str


class JobWorker(HouseRow, table=True):
    """One process at work ("worker" or "dispatcher"), as of its last beat; `doing` lists the jobs in its hands."""

    __tablename__ = "job_worker"
    __table_args__ = (Index("job_worker_name", "name", unique=True),)

    name: str
    role: str
    pid: int
    seen_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    memory: int = Field(sa_type=BigInteger)
    jobs_done: int = Field(default=0, sa_type=BigInteger)
    doing: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB, nullable=False)


class JobPause(HouseRow, table=True):
    """A kind that is not to be begun: for one tenant, or for all where the operator paused it (no tenant)."""

    __tablename__ = "job_pause"
    __table_args__ = (Index("job_pause_one", "job_type", "tenant_id", unique=True, postgresql_nulls_not_distinct=True),)

    tenant_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    job_type: str
    paused_by: str
    member_id: UUID | None = None


class JobRate(HouseRow, table=True):
    """How many jobs of a kind began in the present window and the one before; `lane` is a tenant, or HOUSE for all."""

    __tablename__ = "job_rate"
    __table_args__ = (Index("job_rate_one", "job_type", "lane", unique=True),)

    job_type: str
    lane: UUID
    window_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    taken: int = 0
    before: int = 0


class JobMinute(HouseRow, table=True):
    """What ended in one minute, by tenant (HOUSE for none) and kind; waits and runs as counts by bucket of duration."""

    __tablename__ = "job_minute"
    __table_args__ = (
        Index("job_minute_one", "lane", "minute", "job_type", unique=True),
        Index("job_minute_old", "minute"),
    )

    tenant_id: UUID | None = None
    lane: UUID
    job_type: str
    minute: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    completed: int = 0
    failed: int = 0
    retried: int = 0
    waits: list[int] = Field(sa_type=ARRAY(Integer))  # pyright: ignore[reportArgumentType]
    runs: list[int] = Field(sa_type=ARRAY(Integer))  # pyright: ignore[reportArgumentType]


class JobDepth(HouseRow, table=True):
    """How many jobs of all tenants stood where at one minute."""

    __tablename__ = "job_depth"
    __table_args__ = (Index("job_depth_minute", "minute", unique=True),)

    minute: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    waiting: int
    scheduled: int
    running: int


class JobKeeping(HouseRow, table=True):
    """How many days one tenant keeps finished jobs, and failed ones."""

    __tablename__ = "job_keeping"
    __table_args__ = (Index("job_keeping_one", "tenant_id", unique=True),)

    tenant_id: UUID = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)
    days: int = 30
    failed_days: int = 90
