"""What leaves the house about connectors and posts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.said import Said
from app.marketing.models import Connector, SocialPost


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    """A way to a platform; `has_secret` says that one is kept, never which."""

    id: UUID
    platform: str
    kind: str
    settings: dict[str, Any]
    has_secret: bool
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post; `state` is waiting, posted, failed or unknown (a person decides)."""

    id: UUID
    platform: str
    text: str
    link: str | None
    media: list[str]
    state: str
    job_id: UUID | None
    outside_id: str | None
    outside_url: str | None
    error_message: Said | None
    posted_at: datetime | None
    created_at: datetime


def connector_row(connector: Connector) -> ConnectorRow:
    """The row of a connector."""
    return ConnectorRow(
        id=connector.id,
        platform=connector.platform,
        kind=connector.kind,
        settings=connector.settings,
        has_secret=connector.secret is not None,
        active=connector.active,
        version=connector.version,
    )


def post_row(post: SocialPost) -> PostRow:
    """The row of a post."""
    return PostRow(**{name: getattr(post, name) for name in PostRow.__slots__})
