"""What every run of a tenant can read beside its own context."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Tenant
from app.core import times
from app.core.db import Session
from app.core.templates import Place


@dataclass(frozen=True, slots=True)
class World:
    """The company, its language and its clock."""

    company: dict[str, Any]
    zone: ZoneInfo
    place: Place


def world_of(session: Session, tenant_id: UUID) -> World:
    """The world of the tenant whom the session serves."""
    found = session.scalars(select(Tenant).where(col(Tenant.id) == tenant_id)).first()
    if found is None:
        return World({"name": ""}, times.zone("UTC"), Place())
    company = {"name": found.name, "locale": found.locale, "zone": found.zone, "currency": found.currency}
    return World(company, times.zone(found.zone), Place(found.locale, found.zone, found.currency))


def scope_of(context: dict[str, Any], world: World) -> dict[str, Any]:
    """What templates and rules of a run read, but for what it gathers on its way."""
    base = {"trigger": {}, **context, "context": context, "company": world.company}
    return {**base, "_zone": world.zone, "_place": world.place}
