"""Log-in sessions: what a cookie stands for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.accounts.models.tenants import MOMENT
from app.core.db import HouseRow


class LoginSession(HouseRow, table=True):
    """One browser in which a person is signed in; only the SHA-256 of its token is kept.

    `expires_at` slides with use, `ends_at` does not. `visits_id` is the tenant an operator is looking at.
    """

    __tablename__ = "login_session"
    __table_args__ = (
        Index("login_session_by_token", "token_hash", unique=True),
        Index("login_session_of_account", "account_id", "expires_at"),
    )

    token_hash: str
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id", ondelete="CASCADE")
    visits_id: UUID | None = Field(default=None, foreign_key="tenant.id", ondelete="SET NULL")
    address: str | None = None
    agent: str | None = None
    seen_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    expires_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    ends_at: datetime = Field(sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
