"""Letting a person in: which organisation, which actor, a new session."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlmodel import col

from app.accounts import sessions
from app.accounts.identity import member_actor
from app.accounts.models import Account, LoginSession, Membership, Tenant
from app.accounts.rows import Welcome
from app.core.actions import Action
from app.core.actions.run import open_operation
from app.core.actor import Actor
from app.core.db import Session, as_house, become
from app.core.errors import Conflict, Refused
from app.core.ids import new_id


def refuse_signed_in(actor: Actor) -> None:
    """Pass if nobody is signed in: such an act would else be written into the wrong organisation. Raises Conflict."""
    if actor.tenant_id is not None:
        raise Conflict("You are signed in already; please log out first. Nothing was changed.")


def account_of(session: Session, email: str) -> Account | None:
    """The account with this e-mail address, in any case."""
    with as_house(session):
        return session.scalar(select(Account).where(func.lower(col(Account.email)) == email.lower()))


def tenants_of(session: Session, account_id: UUID) -> list[UUID]:
    """The organisations that an account was let into, the one last used first."""
    login = and_(
        col(LoginSession.account_id) == col(Membership.account_id),
        col(LoginSession.tenant_id) == col(Membership.tenant_id),
    )
    query = (
        select(col(Membership.tenant_id))
        .outerjoin(LoginSession, login)
        .where(col(Membership.account_id) == account_id)
        .group_by(col(Membership.tenant_id))
        .order_by(func.max(col(LoginSession.seen_at)).desc().nulls_last(), func.min(col(Membership.created_at)))
    )
    with as_house(session):
        return list(session.scalars(query))


def let_in(session: Session, action: Action[..., Any], account: Account) -> Welcome:
    """Sign the account in where it was last; the session goes on as that person. Raises Refused."""
    for tenant_id in tenants_of(session, account.id):
        with as_house(session):
            actor = member_actor(session, account, tenant_id)
        if actor is not None:
            operation_id = new_id()
            become(session, actor, operation_id)
            open_operation(session, actor, action, operation_id)
            return welcome(session, actor)
    raise Refused("Your account is not active in any organisation. Ask one of its admins to let you in again.")


def welcome(session: Session, actor: Actor) -> Welcome:
    """A new session for the actor whom this transaction already works for."""
    assert actor.account_id
    assert actor.tenant_id
    assert actor.member_id
    token, login = sessions.start(session, actor.account_id, actor.tenant_id)
    with as_house(session):
        company = session.scalar(select(col(Tenant.name)).where(col(Tenant.id) == actor.tenant_id))
    return Welcome(token, login.expires_at, actor.tenant_id, actor.member_id, actor.name, company or "")
