"""The log-ins of people; one account may be a member of several organisations."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from app.accounts.models.tenants import MOMENT
from app.core.db import HouseRow


class Account(HouseRow, table=True):
    """A person who can log in. `locale` and `zone` are their own choice; None means the organisation's."""

    __tablename__ = "account"
    __table_args__ = (Index("account_by_email", text("lower(email)"), unique=True),)

    email: str
    name: str
    password_hash: str
    verified_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    operator: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    locale: str | None = None
    zone: str | None = None
    theme: str = Field(default="system", sa_column_kwargs={"server_default": "system"})
