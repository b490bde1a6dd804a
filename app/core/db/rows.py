"""The bases of every table, and the composite references between tables of one tenant."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, FetchedValue, ForeignKeyConstraint, text
from sqlmodel import Field, SQLModel

from app.core.ids import new_id

# As PostgreSQL prints it, so that `alembic check` sees no difference.
CURRENT_TENANT = "(NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid"


class Row(SQLModel):
    """The base of all tables; `__history__` says whether the trigger keeps its changes."""

    __tablename__: ClassVar[str]  # pyright: ignore[reportIncompatibleVariableOverride]  # always a plain name here
    __history__: ClassVar[bool] = False
    __house__: ClassVar[bool] = False
    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": True}

    created_at: datetime = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": text("now()")},
        nullable=False,
    )  # pyright: ignore[reportArgumentType]  # the database fills it in


class HouseRow(Row):
    """A row of the house (log-ins, jobs, events): seen by a house session, and by its tenant where it names one."""

    __house__: ClassVar[bool] = True

    id: UUID = Field(default_factory=new_id, primary_key=True)


class TenantRow(Row):
    """A row of one tenant, kept apart by row-level security; its key is (tenant_id, id)."""

    tenant_id: UUID = Field(default=None, primary_key=True, sa_column_kwargs={"server_default": text(CURRENT_TENANT)})  # pyright: ignore[reportArgumentType]  # the database fills it in
    id: UUID = Field(default_factory=new_id, primary_key=True)


class OwnedRow(TenantRow):
    """A tenant's record that people edit: its changes are kept, and `version` rises by one at each of them."""

    __history__: ClassVar[bool] = True

    updated_at: datetime = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": text("now()"), "server_onupdate": FetchedValue()},
        nullable=False,
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    version: int = Field(
        default=None,
        sa_column_kwargs={"server_default": text("1"), "server_onupdate": FetchedValue()},
        nullable=False,
    )  # pyright: ignore[reportArgumentType]  # the database fills it in


def reference(table: str, column: str, *, ondelete: str = "set null") -> ForeignKeyConstraint:
    """A deferrable reference (tenant_id, column) → table (tenant_id, id): "set null", "cascade" or "restrict"."""
    rule = {"set null": f"SET NULL ({column})", "cascade": "CASCADE", "restrict": "NO ACTION"}[ondelete]
    return ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{table}.tenant_id", f"{table}.id"],
        ondelete=rule,
        deferrable=True,
        initially="IMMEDIATE",
    )
