"""The people of an organisation and the roles that say what they may do."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text
from sqlmodel import Field

from app.accounts.models.tenants import MOMENT
from app.core.access import Reach
from app.core.db import HouseRow, OwnedRow


def texts() -> Column[list[str]]:
    """A column that holds a list of texts, empty unless told."""
    return Column(ARRAY(Text), nullable=False, server_default="{}")


class Role(OwnedRow, table=True):
    """A named set of permissions, by `key`, which never changes; `builtin` ones cannot be edited."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key", name="role_by_key"),
        Index("role_by_name", "tenant_id", text("lower(name)"), unique=True),
        ForeignKeyConstraint(["tenant_id"], ["tenant.id"], ondelete="CASCADE"),
    )

    key: str
    name: str
    permissions: list[str] = Field(default_factory=list, sa_column=texts())
    reach: str = Field(default=Reach.ALL.value, sa_column_kwargs={"server_default": "all"})
    builtin: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Member(OwnedRow, table=True):
    """A person in an organisation, who owns records; without an account they cannot log in.

    `capacity` is how many open leads, deals and tasks they can carry, `role` the key of their role.
    """

    __tablename__ = "member"
    __table_args__ = (
        Index("member_of_account", "tenant_id", "account_id", unique=True),
        Index("member_by_email", "tenant_id", text("lower(email)"), unique=True),
        Index("member_by_name", "tenant_id", text("lower(name)"), "id"),
        Index("member_accounts", "account_id"),
        ForeignKeyConstraint(["tenant_id"], ["tenant.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["tenant_id", "role"], ["role.tenant_id", "role.key"], deferrable=True, initially="IMMEDIATE"
        ),
    )

    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    name: str
    email: str | None = None
    role: str = "rep"
    skills: list[str] = Field(default_factory=list, sa_column=texts())
    territories: list[str] = Field(default_factory=list, sa_column=texts())
    capacity: int = Field(default=50, sa_column_kwargs={"server_default": text("50")})
    away_until: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    checklist_dismissed_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    steps_seen: list[str] = Field(default_factory=list, sa_column=texts())
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Membership(HouseRow, table=True):
    """That an account belongs to a tenant: how a log-in finds its tenants. What it may do there, Member tells."""

    __tablename__ = "membership"
    __table_args__ = (Index("membership_once", "account_id", "tenant_id", unique=True),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    tenant_id: UUID = Field(foreign_key="tenant.id", ondelete="CASCADE")
