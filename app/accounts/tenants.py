"""The organisation itself: its name, place, money and colour, and who may look in from outside."""

from datetime import timedelta
from typing import Annotated, Any, TypedDict, Unpack
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, StringConstraints
from sqlalchemy import Uuid, cast, func, select
from sqlmodel import col

from app.accounts.accents import check_accent
from app.accounts.grants import OWNER
from app.accounts.identity import member_actor
from app.accounts.inputs import Name, currency_code, language, zone_name
from app.accounts.models import Account, LoginSession, Membership, OperatorAct, Tenant
from app.accounts.rows import OperatorActRow, OrganisationRow, Place
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house, house_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.events import record, touch
from app.core.live import publish
from app.core.times import utc_now

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=40)]
# Told to whatever has planned something by the clocks of the organisation.
ZONE_CHANGED = "tenant.zone_changed"
LONGEST_VISIT = timedelta(days=30)
CHECKS = {"locale": language, "zone": zone_name, "currency": currency_code, "accent": check_accent}


class TenantFields(TypedDict, total=False):
    """What can be changed in an organisation."""

    name: Name
    slug: Slug
    locale: str
    zone: str
    currency: str
    accent: str
    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


def _here(session: Session, actor: Actor) -> Tenant:
    tenant = session.scalar(select(Tenant).where(col(Tenant.id) == actor.tenant_id))
    if tenant is None:
        raise NotFound("There is no such organisation.")
    return tenant


def _row(tenant: Tenant) -> OrganisationRow:
    return OrganisationRow(**{name: getattr(tenant, name) for name in OrganisationRow.__slots__})


@action("tenant.get", permission=Permission.SETTINGS_READ, effect=Effect.READ, title="Look at organisation")
def get(session: Session, actor: Actor) -> OrganisationRow:
    """The organisation's settings."""
    return _row(_here(session, actor))


@action(
    "tenant.update",
    permission=Permission.SETTINGS_WRITE,
    effect=Effect.WRITE,
    title="Change organisation",
    palette="/settings/organisation",
)
def update(session: Session, actor: Actor, **fields: Unpack[TenantFields]) -> OrganisationRow:
    """Change what is given; the currency changes how new amounts are shown, never amounts that exist."""
    tenant = _here(session, actor)
    given: dict[str, Any] = {**fields}
    before = tenant.zone
    for name, value in given.items():
        setattr(tenant, name, CHECKS[name](value) if name in CHECKS else value)
    if "slug" in given:
        _check_free(session, tenant)
    session.flush()
    if tenant.zone != before:
        record(session, ZONE_CHANGED, tenant, before=before, zone=tenant.zone)
    touch(session, "tenant")
    return _row(tenant)


def zone_of(session: Session) -> ZoneInfo:
    """The time zone of the organisation at work in this session, by which all that it does by the clock is planned."""
    here = cast(func.nullif(func.current_setting("app.tenant_id", True), ""), Uuid)
    return times.zone(session.scalar(select(col(Tenant.zone)).where(col(Tenant.id) == here)) or "UTC")


def _check_free(session: Session, tenant: Tenant) -> None:
    same = select(col(Tenant.id)).where(col(Tenant.slug) == tenant.slug, col(Tenant.id) != tenant.id)
    with session.no_autoflush, house_session() as house:
        if house.scalar(same):
            raise Conflict("This short name is taken.", fields={"slug": "is taken"})


@action("tenant.switch", permission=Permission.SELF, effect=Effect.WRITE, title="Switch organisation")
def switch(session: Session, actor: Actor, tenant_id: UUID) -> Place:
    """Work in another organisation that one belongs to, in this browser; raises NotFound."""
    with house_session() as house:
        place = _place(house, actor, tenant_id)
    if place is None or actor.session_id is None:
        raise NotFound("You do not belong to this organisation.")
    with as_house(session):
        login = session.get(LoginSession, actor.session_id)
        if login is not None:
            login.tenant_id, login.visits_id = tenant_id, None
    publish(session, {"member": str(actor.member_id), "changed": True})
    return place


def _place(house: Session, actor: Actor, tenant_id: UUID) -> Place | None:
    member = select(col(Membership.id)).where(
        col(Membership.account_id) == actor.account_id, col(Membership.tenant_id) == tenant_id
    )
    account, tenant = house.get(Account, actor.account_id), house.get(Tenant, tenant_id)
    if account is None or tenant is None or house.scalar(member) is None:
        return None
    return Place(tenant.id, tenant.name, tenant.slug) if member_actor(house, account, tenant_id) else None


@action(
    "tenant.let_operator_in", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Let the operator in"
)
def let_operator_in(session: Session, actor: Actor, until: AwareDatetime | None) -> OrganisationRow:
    """Let the operator of this installation read the records until then, 30 days at most; None shuts the door now."""
    if actor.role != OWNER:
        raise Refused("Only an owner can let the operator in.")
    if until is not None and not utc_now() < until <= utc_now() + LONGEST_VISIT:
        raise Invalid("Choose a moment within the next 30 days.", fields={"until": "within 30 days"})
    tenant = _here(session, actor)
    tenant.operator_until = until
    session.flush()
    touch(session, "tenant")
    return _row(tenant)


@action("tenant.operator_acts", permission=Permission.SETTINGS_READ, effect=Effect.READ, title="Show operator's acts")
def operator_acts(session: Session, actor: Actor) -> list[OperatorActRow]:
    """What the operator did about this organisation, newest first, at most 200."""
    acts = select(OperatorAct).where(col(OperatorAct.tenant_id) == actor.tenant_id)
    found = session.scalars(acts.order_by(col(OperatorAct.created_at).desc()).limit(200))
    return [OperatorActRow(a.id, a.name, a.act, a.why, a.tenant_id, a.created_at) for a in found]
