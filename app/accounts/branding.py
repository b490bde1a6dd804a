"""In whose name mails are written: the organisation, and the address of the person at work."""

from sqlalchemy import Uuid, and_, cast, func, select
from sqlmodel import col

from app.accounts.models import Member, Picture, Tenant
from app.core import mail
from app.core.actor import Actor
from app.core.db import Session
from app.core.mail import Brand
from app.core.mail.logo import logo
from app.core.templates import Place


@mail.brand_source
def brand(session: Session) -> Brand | None:
    """The organisation at work in this session, or None."""
    here = cast(func.nullif(func.current_setting("app.tenant_id", True), ""), Uuid)
    own = and_(col(Picture.tenant_id) == col(Tenant.id), col(Picture.member_id).is_(None))
    named = select(Tenant, col(Picture.file_id)).outerjoin(Picture, own).where(col(Tenant.id) == here)
    found = session.execute(named).first()
    if found is None:
        return None
    tenant, file_id = found
    place = Place(tenant.locale, tenant.zone, tenant.currency)
    return Brand(tenant.name, tenant.accent, tenant.address, place, logo(tenant.id, file_id))


@mail.address_source
def address(session: Session, actor: Actor) -> str | None:
    """The address of the member at work, or None for keys and jobs."""
    if actor.member_id is None:
        return None
    return session.scalar(select(col(Member.email)).where(col(Member.id) == actor.member_id))
