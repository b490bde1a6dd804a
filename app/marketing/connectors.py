"""Connectors as people set them up."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlalchemy import func, select
from sqlmodel import col

from app.core import secrets
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import record, touch
from app.marketing import webhook
from app.marketing.models import Connector
from app.marketing.rows import ConnectorRow, connector_row
from app.marketing.ways import find_way

READ, WRITE = Permission.INTEGRATIONS_READ, Permission.INTEGRATIONS_WRITE
Platform = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Kind = Annotated[str, Field(max_length=60)]
Settings = Annotated[dict[str, Any], Field(max_length=20)]
Secret = Annotated[str, Field(max_length=4000)]
# Its import is its registration.
SHIPPED = (webhook,)


@action("social_connector.list", permission=READ, effect=Effect.READ, title="List social connectors")
def list_(session: Session, actor: Actor) -> list[ConnectorRow]:
    """All ways to platforms; secrets never leave the house."""
    found = session.scalars(select(Connector).order_by(func.lower(col(Connector.platform))))
    return [connector_row(connector) for connector in found]


@action("social_connector.save", permission=WRITE, effect=Effect.WRITE, title="Set up social connector")
def save(
    session: Session,
    actor: Actor,
    platform: Platform,
    kind: Kind = "webhook",
    settings: Settings | None = None,
    secret: Secret | None = None,
    active: bool = True,
) -> ConnectorRow:
    """Set up, or change, how posts reach a platform; without `secret` the one there stays, "" takes it away.

    The kind "webhook" posts JSON to settings.url. Raises Invalid for settings that do not fit.
    """
    given = settings or {}
    find_way(kind).check(given)
    made = find(session, platform) or Connector(platform=platform)
    made.kind, made.settings, made.active = kind, given, active
    if secret is not None:
        made.secret = secrets.seal(secret) if secret else None
    session.add(made)
    session.flush()
    record(session, "social_connector.saved", made, platform=platform)
    return connector_row(made)


@action("social_connector.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Remove social connector")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Remove a way to a platform; its posts stay. Raises NotFound."""
    found = session.scalars(select(Connector).where(col(Connector.id) == id)).first()
    if found is None:
        raise NotFound("There is no such connector (any more).")
    session.delete(found)
    session.flush()
    touch(session, "social_connector")


def find(session: Session, platform: str) -> Connector | None:
    """The connector to a platform, whatever the case of its name."""
    same = func.lower(col(Connector.platform)) == platform.lower()
    return session.scalars(select(Connector).where(same)).first()


def wanted(session: Session, platform: str) -> Connector:
    """The connector to a platform, in use; raises Invalid where there is none."""
    found = find(session, platform)
    if found is None or not found.active:
        how = "is switched off" if found else "is not set up"
        raise Invalid(
            f"The connector to {platform[:60]!r} {how}; set it up under Settings, Connectors. Nothing was posted.",
            fields={"platform": how},
            setting="connectors",
        )
    return found
