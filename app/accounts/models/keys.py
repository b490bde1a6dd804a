"""API keys: what a program shows instead of a log-in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from app.accounts.models.members import texts
from app.accounts.models.tenants import MOMENT
from app.core.db import HouseRow


class ApiKey(HouseRow, table=True):
    """A key of one member, never stronger than they are; only the SHA-256 of its secret is kept.

    It is no record with a history: to undo a revocation must not bring a leaked key back to life.
    """

    __tablename__ = "api_key"
    __table_args__ = (
        Index("api_key_by_secret", "secret_hash", unique=True),
        Index("api_key_of_tenant", "tenant_id", "created_at"),
        ForeignKeyConstraint(["tenant_id", "member_id"], ["member.tenant_id", "member.id"], ondelete="CASCADE"),
    )

    tenant_id: UUID
    member_id: UUID
    name: str
    prefix: str
    secret_hash: str
    scopes: list[str] = Field(default_factory=list, sa_column=texts())
    expires_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    used_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
