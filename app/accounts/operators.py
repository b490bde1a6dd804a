"""The operator's console: organisations, health, usage, and visits where an owner opened the door."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import Select, func, select
from sqlmodel import col

from app.accounts.models import LoginSession, Membership, OperatorAct, Tenant
from app.accounts.operator import note
from app.accounts.operator_rows import TenantSummary
from app.accounts.rows import OperatorActRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.errors import NotFound, Refused
from app.core.live import publish
from app.core.times import utc_now

Reason = Annotated[str, StringConstraints(min_length=3, max_length=500, strip_whitespace=True)]
CONSOLE = "/operator"


def _summaries() -> Select[Tenant, int, datetime | None]:
    members = (
        select(func.count())
        .select_from(Membership)
        .where(col(Membership.tenant_id) == col(Tenant.id))
        .correlate(Tenant)
        .scalar_subquery()
    )
    seen = (
        select(func.max(col(LoginSession.seen_at)))
        .where(col(LoginSession.tenant_id) == col(Tenant.id))
        .correlate(Tenant)
        .scalar_subquery()
    )
    return select(Tenant, members, seen)


@action(
    "operator.tenants", permission=Permission.OPERATOR, effect=Effect.READ, title="Show organisations", palette=CONSOLE
)
def list_tenants(session: Session, actor: Actor, search: str | None = None) -> list[TenantSummary]:
    """The organisations of this installation, newest first, at most 500."""
    query = _summaries().order_by(col(Tenant.created_at).desc()).limit(500)
    if search and search.strip():
        query = query.where(col(Tenant.name).icontains(search.strip(), autoescape=True))
    with as_house(session):
        found = session.execute(query).all()
    return [
        TenantSummary(t.id, t.name, t.slug, t.active, members, t.created_at, seen, t.operator_until)
        for t, members, seen in found
    ]


@action("operator.enter", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Look into organisation")
def enter(session: Session, actor: Actor, tenant_id: UUID, why: Reason) -> None:
    """Read an organisation's records in this browser, while its owner lets the operator in; its people see that."""
    tenant = _tenant(session, tenant_id)
    if tenant.operator_until is None or tenant.operator_until <= utc_now():
        raise Refused("The owner has not let you in. They can do so in the settings of their organisation.")
    _visit(session, actor, tenant_id)
    note(session, actor, "operator.enter", tenant_id, why)


@action("operator.leave", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Leave organisation")
def leave(session: Session, actor: Actor) -> None:
    """Go back to one's own organisation in this browser."""
    left = _visit(session, actor, None)
    note(session, actor, "operator.leave", left)


def _visit(session: Session, actor: Actor, tenant_id: UUID | None) -> UUID | None:
    with as_house(session):
        login = session.get(LoginSession, actor.session_id) if actor.session_id else None
        if login is None:
            raise Refused("This needs a browser in which you are logged in.")
        before, login.visits_id = login.visits_id, tenant_id
    publish(session, {"account": str(actor.account_id), "changed": True})
    return before


@action("operator.suspend", permission=Permission.OPERATOR, effect=Effect.DESTRUCTIVE, title="Suspend organisation")
def suspend(session: Session, actor: Actor, tenant_id: UUID, why: Reason) -> None:
    """Let nobody of this organisation in, people and keys alike; nothing of it is lost."""
    _switch(session, actor, tenant_id, False, why)


@action("operator.resume", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Resume organisation")
def resume(session: Session, actor: Actor, tenant_id: UUID, why: Reason) -> None:
    """Let the people and keys of this organisation in again."""
    _switch(session, actor, tenant_id, True, why)


def _switch(session: Session, actor: Actor, tenant_id: UUID, active: bool, why: str) -> None:
    tenant = _tenant(session, tenant_id)
    with as_house(session):
        tenant.active = active
    note(session, actor, "operator.resume" if active else "operator.suspend", tenant_id, why)
    publish(session, {"tenant": str(tenant_id), "topics": ["tenant"], "changed": True})


def _tenant(session: Session, tenant_id: UUID) -> Tenant:
    with as_house(session):
        tenant = session.get(Tenant, tenant_id)
    if tenant is None:
        raise NotFound("There is no such organisation.")
    return tenant


@action("operator.acts", permission=Permission.OPERATOR, effect=Effect.READ, title="Show operator's audit")
def acts(session: Session, actor: Actor) -> list[OperatorActRow]:
    """What the operators did, newest first, at most 500."""
    with as_house(session):
        found = session.scalars(select(OperatorAct).order_by(col(OperatorAct.created_at).desc()).limit(500)).all()
    return [OperatorActRow(a.id, a.name, a.act, a.why, a.tenant_id, a.created_at) for a in found]
