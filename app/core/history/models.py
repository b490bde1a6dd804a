"""Operations and the changes they made: the one history behind audit, timeline and undo."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from app.core.db.rows import CURRENT_TENANT, TenantRow

CURRENT_OPERATION = "(NULLIF(current_setting('app.operation_id'::text, true), ''::text))::uuid"


class Operation(TenantRow, table=True):
    """One act of one actor, whatever it touched: the unit of audit and of undo.

    An undo names what it undoes (`undoes_id`), the act at the root of a chain of undo and redo (`root_id`), and what it
    restored and kept (`report`); where it does so for one record alone, that record (`only_table`, `only_id`).
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index("operation_recent", "tenant_id", text("created_at DESC"), text("id DESC")),
        Index("operation_by_member", "tenant_id", "member_id", text("id DESC")),
        Index("operation_part", "tenant_id", "undoes_id", postgresql_where=text("only_id IS NOT NULL")),
    )

    action: str
    title: str
    why: str | None = None
    door: str = "ui"
    actor_kind: str
    actor_name: str
    member_id: UUID | None = None
    undoes_id: UUID | None = None
    root_id: UUID | None = None
    report: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    only_table: str | None = None
    only_id: UUID | None = None
    undone_by_id: UUID | None = None
    undone_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]


class Change(SQLModel, table=True):
    """One row touched by one operation; `before` and `after` hold the changed columns only.

    An insert (`I`) stores no image, an update (`U`) both, a delete (`D`) the whole row in `before`.
    """

    __tablename__: ClassVar[Any] = "change"
    __history__ = False
    __house__ = False
    __table_args__ = (
        Index("change_of_row", "tenant_id", "tbl", "row_id", "seq"),
        Index("change_of_operation", "tenant_id", "operation_id", "seq"),
    )

    tenant_id: UUID = Field(primary_key=True, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})
    seq: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    operation_id: UUID | None = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_OPERATION)})
    tbl: str
    row_id: UUID
    kind: str
    before: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    at: datetime = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": text("now()")},
        nullable=False,
    )  # pyright: ignore[reportArgumentType]
