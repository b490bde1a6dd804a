"""One's own profile, password and sessions."""

from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts import passwords, pictures, sessions
from app.accounts.entry import tenants_of
from app.accounts.grants import role_of
from app.accounts.inputs import Name, Secret, language, zone_name
from app.accounts.models import Account, LoginSession, Member, Tenant
from app.accounts.rows import Me, Place, SessionRow
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.errors import Invalid, NotFound, Unauthenticated
from app.core.events import touch
from app.core.live import publish
from app.core.times import utc_now

PROFILE = "/settings/profile"
SECURITY = "/settings/security"
Theme = Literal["system", "light", "dark"]


def _mine(session: Session, actor: Actor) -> Account:
    with as_house(session):
        account = session.get(Account, actor.account_id)
    if account is None:
        raise Unauthenticated("Your account is gone. Please log in again.")
    return account


@action(
    "account.me", permission=Permission.SELF, effect=Effect.READ, title="Look at oneself", palette="/settings/profile"
)
def me(session: Session, actor: Actor) -> Me:
    """Who is signed in, where, and with which rights."""
    account = _mine(session, actor)
    places = _places(session, account.id)
    tenant = _here(session, actor)
    assert actor.member_id
    return Me(
        account_id=account.id,
        member_id=actor.member_id,
        name=account.name,
        email=account.email,
        verified=account.verified_at is not None,
        theme=account.theme,
        locale=account.locale,
        zone=account.zone,
        role=actor.role,
        role_name=role_of(session, actor.role).name,
        permissions=sorted(actor.permissions),
        reach=actor.reach,
        operator=account.operator,
        accent=tenant.accent,
        picture=pictures.mine(session, actor).href,
        logo=pictures.picture_row(pictures.find(session, None)).href,
        tenant=Place(tenant.id, tenant.name, tenant.slug),
        tenants=places,
    )


def _here(session: Session, actor: Actor) -> Tenant:
    return session.scalars(select(Tenant).where(col(Tenant.id) == actor.tenant_id)).one()


def _places(session: Session, account_id: UUID) -> list[Place]:
    ids = tenants_of(session, account_id)
    with as_house(session):
        tenants = session.scalars(select(Tenant).where(col(Tenant.id).in_(ids), col(Tenant.active))).all()
    return [Place(t.id, t.name, t.slug) for t in sorted(tenants, key=lambda t: ids.index(t.id))]


@action("account.update_profile", permission=Permission.SELF, effect=Effect.WRITE, title="Change profile")
def update_profile(
    session: Session,
    actor: Actor,
    name: Name | None = None,
    locale: str | None = None,
    zone: str | None = None,
    theme: Theme | None = None,
) -> Me:
    """Change what is given; an empty `locale` or `zone` follows the organisation again."""
    account = _mine(session, actor)
    with as_house(session):
        account.name = name or account.name
        account.theme = theme or account.theme
        if locale is not None:
            account.locale = language(locale) if locale else None
        if zone is not None:
            account.zone = zone_name(zone) if zone else None
    if name:
        session.scalars(select(Member).where(col(Member.id) == actor.member_id)).one().name = name
        touch(session, "member")
    publish(session, {"member": str(actor.member_id), "changed": True})
    return me(session, actor)


@action("account.change_password", permission=Permission.SELF, effect=Effect.WRITE, title="Change password")
def change_password(session: Session, actor: Actor, current: Secret, password: Secret) -> None:
    """Set a new password; every other session of this person ends."""
    limits.hit("change_password", str(actor.account_id), 10, 900)
    account = _mine(session, actor)
    if not passwords.fits(current, account.password_hash):
        raise Invalid("The present password is wrong; nothing was changed.", fields={"current": "is wrong"})
    passwords.check(password, account.email, account.name)
    with as_house(session):
        account.password_hash = passwords.hashed(password)
    sessions.end(session, account.id, besides=actor.session_id)


@action(
    "account.sessions",
    permission=Permission.SELF,
    effect=Effect.READ,
    title="Show sessions",
    palette="/settings/security",
)
def list_sessions(session: Session, actor: Actor) -> list[SessionRow]:
    """The browsers in which this person is signed in, the one last seen first."""
    now = utc_now()
    mine = (
        select(LoginSession)
        .where(
            col(LoginSession.account_id) == actor.account_id,
            col(LoginSession.ended_at).is_(None),
            col(LoginSession.expires_at) > now,
            col(LoginSession.ends_at) > now,
        )
        .order_by(col(LoginSession.seen_at).desc())
        .limit(200)
    )
    with as_house(session):
        found = session.scalars(mine).all()
    return [
        SessionRow(s.id, s.address, s.agent, s.created_at, s.seen_at, s.expires_at, s.id == actor.session_id)
        for s in found
    ]


@action("account.end_session", permission=Permission.SELF, effect=Effect.WRITE, title="End session")
def end_session(session: Session, actor: Actor, id: UUID) -> None:
    """Sign this person out of one browser; raises NotFound for sessions that are over or not one's own."""
    assert actor.account_id
    if not sessions.end(session, actor.account_id, only=id):
        raise NotFound("There is no such session of yours.")
