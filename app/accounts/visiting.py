"""Strangers on the public pages of an organisation."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Tenant
from app.core.actor import Actor, visitor
from app.core.db import house_session
from app.core.errors import NotFound

GONE = "There is no such form (any more). Please ask whoever gave you this address."


@dataclass(frozen=True, slots=True)
class Visit:
    """A stranger with the organisation that is visited."""

    actor: Actor
    company: str
    accent: str


def visit(slug: str) -> Visit:
    """Who comes to the public pages of the organisation of that short name; raises NotFound."""
    with house_session() as session:
        found = session.scalar(select(Tenant).where(col(Tenant.slug) == slug.lower()[:200], col(Tenant.active)))
        if found is None:
            raise NotFound(GONE)
        actor = replace(visitor(found.id), locale=found.locale, zone=found.zone, currency=found.currency)
        return Visit(actor, found.name, found.accent)
