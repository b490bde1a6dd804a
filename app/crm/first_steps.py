"""The CRM's first steps on the checklist of a new organisation."""

from sqlalchemy import select
from sqlmodel import col

from app.accounts.checklist import step
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.crm.models import Lead


def _has_leads(session: Session, actor: Actor) -> bool:
    return session.scalar(select(col(Lead.id)).limit(1)) is not None


step("leads", "Import or add leads", "/leads", order=10, permission=Permission.LEADS_WRITE, fact=_has_leads)
step("board", "Look at the deal board", "/deals", order=30, permission=Permission.DEALS_READ)
step("scoring", "Look at how leads are scored", "/settings/scoring", order=40, permission=Permission.SETTINGS_READ)
