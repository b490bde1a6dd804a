"""Who gets new leads: candidates read in one statement, turns kept under a lock."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.accounts.models import Member, Role
from app.core import times
from app.core.access import Permission
from app.core.db import Session
from app.crm.assignment import Candidate, Choice, Policy, Strategy, choose_each
from app.crm.models import AssignmentPolicy, Deal, Lead, LeadState, Rota, Task, TaskState

OPEN_STATES = [LeadState.NEW.value, LeadState.WORKING.value, LeadState.NURTURE.value, LeadState.QUALIFIED.value]
# One number for all tenants would make them wait for one another; the tenant's own hash is added to it.
TURN_LOCK = 20_261


def allot(session: Session, leads: Sequence[Mapping[str, object]]) -> list[Choice]:
    """A choice for each lead in turn; the queue (None) where assignment is switched off or nobody can take it."""
    policy = session.scalars(select(AssignmentPolicy)).first()
    if policy is not None and not policy.automatic:
        return [Choice(None, "Automatic assignment is switched off") for _ in leads]
    _take_turn(session)
    now = times.utc_now()
    chosen = list(choose_each(leads, candidates(session), asked_of(policy), now))
    _keep_turns(session, {c.person_id: now + timedelta(microseconds=n) for n, c in enumerate(chosen) if c.person_id})
    return chosen


def asked_of(policy: AssignmentPolicy | None) -> Policy:
    """The strategies that a tenant has chosen; those of the house where it has not."""
    return Policy(tuple(cast(list[Strategy], policy.strategies))) if policy else Policy()


def candidates(session: Session) -> list[Candidate]:
    """The active people whose role lets them work leads, with what they carry now."""
    now = times.utc_now()
    load = _count(Lead, col(Lead.state).in_(OPEN_STATES)) + _count(Deal, col(Deal.closed_at).is_(None))
    load = load + _count(Task, col(Task.state) == TaskState.OPEN.value)
    able = col(Role.permissions).contains([Permission.LEADS_WRITE.value])
    found = (
        select(Member, load, col(Rota.last_assigned_at))
        .join(Role, (col(Role.tenant_id) == Member.tenant_id) & (col(Role.key) == Member.role))
        .outerjoin(Rota, (col(Rota.tenant_id) == Member.tenant_id) & (col(Rota.id) == Member.id))
        .where(col(Member.active), able)
        .order_by(col(Member.name), col(Member.id))
    )
    return [
        Candidate(
            id=member.id,
            name=member.name,
            skills=frozenset(member.skills),
            territories=frozenset(member.territories),
            capacity=member.capacity,
            load=carried,
            away=member.away_until is not None and member.away_until > now,
            last_assigned_at=last,
        )
        for member, carried, last in session.execute(found)
    ]


def _count(model: Any, condition: ColumnElement[bool]) -> Any:
    mine = (model.tenant_id == Member.tenant_id) & (model.owner_id == Member.id)
    return select(func.count()).select_from(model).where(mine, condition).scalar_subquery()


def _take_turn(session: Session) -> None:
    tenant = func.hashtext(func.current_setting("app.tenant_id"))
    session.execute(select(func.pg_advisory_xact_lock(TURN_LOCK, tenant)))


def _keep_turns(session: Session, turns: dict[UUID, Any]) -> None:
    if not turns:
        return
    rows = [{"id": member_id, "last_assigned_at": at} for member_id, at in turns.items()]
    fresh = insert(Rota)
    again = fresh.on_conflict_do_update(
        index_elements=["tenant_id", "id"], set_={"last_assigned_at": fresh.excluded.last_assigned_at}
    )
    session.execute(again, rows)
