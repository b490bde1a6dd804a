"""The table of events that came while a workflow was paused."""

from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow


class MissedEvent(HouseRow, table=True):
    """One event that would have been held against a paused workflow.

    `settled_by` is the operation in which people took it up or passed it over; None while nobody has decided.
    `begun` says that it went into a run.
    """

    __tablename__ = "workflow_missed_events"
    __table_args__ = (
        Index("workflow_missed_events_once", "workflow_id", "event_id", unique=True),
        Index("workflow_missed_events_open", "workflow_id", "id", postgresql_where=text("settled_by IS NULL")),
        Index("workflow_missed_events_settled", "settled_by", postgresql_where=text("settled_by IS NOT NULL")),
        Index("workflow_missed_events_age", "created_at"),
    )

    tenant_id: UUID = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)
    workflow_id: UUID
    event_id: UUID
    settled_by: UUID | None = None
    begun: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
