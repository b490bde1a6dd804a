"""The table of events, in the order of their recording."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow

MEANT_FOR = "(NULLIF(current_setting('app.events_only_for'::text, true), ''::text))::uuid"


class Event(HouseRow, table=True):
    """Something that happened to one record.

    `seq` is the order of recording; `place`, given by the dispatcher, the order of becoming visible, by which
    consumers read. `key` is that of an event posted from outside, which comes once. One that is `only_for` something (a
    sample for one workflow) reaches nobody else.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("event_seq", "seq", unique=True),
        Index("event_unplaced", "seq", postgresql_where=text("place IS NULL")),
        Index("event_place", "place", unique=True, postgresql_where=text("place IS NOT NULL")),
        Index("event_of_record", "tenant_id", "record_table", "record_id", "seq"),
        Index("event_key", "tenant_id", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
        Index("event_by_name", "tenant_id", "name", text("created_at DESC")),
    )

    tenant_id: UUID = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)
    seq: int = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    place: int | None = Field(default=None, sa_type=BigInteger)
    name: str
    record_table: str
    record_id: UUID
    operation_id: UUID | None = None
    key: str | None = None
    only_for: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(MEANT_FOR)}, nullable=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
