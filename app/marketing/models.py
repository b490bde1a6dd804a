"""Connectors to social media, and the posts that went out through them."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow


class PostState(StrEnum):
    """Where a post stands; UNKNOWN: nobody can know whether it went out, so a person decides."""

    WAITING = "waiting"
    POSTED = "posted"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Connector(OwnedRow, table=True):
    """A way to one platform: which connector carries posts there, with its settings and its sealed secret."""

    __tablename__ = "social_connector"
    __history_skip__: ClassVar[frozenset[str]] = frozenset({"secret"})
    __table_args__ = (Index("social_connector_by_platform", "tenant_id", text("lower(platform)"), unique=True),)

    platform: str
    kind: str = "webhook"
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    secret: str | None = None
    active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})


class SocialPost(TenantRow, table=True):
    """One post to one platform; `outside_id` and `outside_url` are what the platform calls it."""

    __tablename__ = "social_post"
    __table_args__ = (Index("social_post_recent", "tenant_id", text("id DESC")),)

    platform: str
    text: str
    link: str | None = None
    media: list[str] = Field(default_factory=list[str], sa_type=JSONB, nullable=False)
    state: str = PostState.WAITING.value
    job_id: UUID | None = None
    effect_id: UUID | None = None
    member_id: UUID | None = None
    outside_id: str | None = None
    outside_url: str | None = None
    error_message: str | None = None
    posted_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]
