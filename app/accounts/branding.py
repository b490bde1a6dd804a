"""In whose name mails are written: the organisation, and the address of the person at work."""

from sqlalchemy import Uuid, cast, func, select
from sqlmodel import col

from app.accounts.models import Member, Tenant
from app.core import mail
from app.core.actor import Actor
from app.core.db import Session
from app.core.mail import Brand
from app.core.templates import Place


@mail.brand_source
def brand(session: Session) -> Brand | None:
    """The organisation at work in this session, or None."""
    here = cast(func.nullif(func.current_setting("app.tenant_id", True), ""), Uuid)
    tenant = session.scalars(select(Tenant).where(col(Tenant.id) == here)).first()
    if tenant is None:
        return None
    place = Place(tenant.locale, tenant.zone, tenant.currency)
    return Brand(tenant.name, tenant.accent, tenant.address, place)


@mail.address_source
def address(session: Session, actor: Actor) -> str | None:
    """The address of the member at work, or None for keys and jobs."""
    if actor.member_id is None:
        return None
    return session.scalar(select(col(Member.email)).where(col(Member.id) == actor.member_id))
