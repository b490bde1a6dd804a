"""How far each consumer has read, and the events that it could not take yet, or at all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, text
from sqlmodel import Field

from app.core.db import HouseRow

MOMENT = DateTime(timezone=True)


class Position(HouseRow, table=True):
    """How far one consumer has read: all up to `place` was taken, or parked."""

    __tablename__ = "event_consumer"
    __table_args__ = (Index("event_consumer_name", "name", unique=True),)

    name: str
    place: int = Field(default=0, sa_type=BigInteger)


class Parked(HouseRow, table=True):
    """An event that one consumer failed to take, or that comes after such a one of the same record.

    The first of a record is tried again at `again_at`; those behind it have none and wait for it.
    """

    __tablename__ = "event_parked"
    __table_args__ = (
        Index("event_parked_once", "consumer", "place", unique=True),
        Index("event_parked_of_record", "consumer", "record_id", "record_table", "place"),
        Index("event_parked_due", "consumer", "again_at", postgresql_where=text("again_at IS NOT NULL")),
    )

    tenant_id: UUID
    consumer: str
    event_id: UUID
    record_table: str
    record_id: UUID
    place: int = Field(sa_type=BigInteger)
    tries: int = 0
    again_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    reason: str | None = None


class Missed(HouseRow, table=True):
    """An event that a consumer could not take after all its tries, and why; the ones after it went on."""

    __tablename__ = "event_missed"
    __table_args__ = (Index("event_missed_recent", "consumer", "created_at"),)

    tenant_id: UUID
    consumer: str
    event_id: UUID
    reason: str
