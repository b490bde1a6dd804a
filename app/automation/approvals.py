"""Questions of runs, and their answers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import col

from app.accounts.models import Member
from app.automation.engine import signals
from app.automation.models import Approval, ApprovalState, Workflow
from app.automation.run_rows import ApprovalRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound, Refused
from app.core.events import touch

Limit = Annotated[int, Field(ge=1, le=200)]
Note = Annotated[str, Field(max_length=5_000)]


@action("approval.list", permission=Permission.SELF, effect=Effect.READ, title="List approvals", palette="/approvals")
def list_(session: Session, actor: Actor, waiting: bool = True, limit: Limit = 100) -> list[ApprovalRow]:
    """Questions to me or my role, newest first; who may read workflows sees those to others too."""
    wanted = select(Approval).where(col(Approval.tenant_id) == actor.tenant_id)
    if waiting:
        wanted = wanted.where(col(Approval.state) == ApprovalState.WAITING.value)
    if not actor.may(Permission.WORKFLOWS_READ):
        wanted = wanted.where(_mine(actor))
    found = session.scalars(wanted.order_by(col(Approval.id).desc()).limit(limit)).all()
    return _rows(session, actor, list(found))


@action("approval.count", permission=Permission.SELF, effect=Effect.READ, title="Count approvals")
def count(session: Session, actor: Actor) -> int:
    """How many questions wait for me or my role."""
    waiting = select(func.count()).select_from(Approval).where(col(Approval.tenant_id) == actor.tenant_id)
    waiting = waiting.where(col(Approval.state) == ApprovalState.WAITING.value, _mine(actor))
    return session.scalar(waiting) or 0


@action("approval.get", permission=Permission.SELF, effect=Effect.READ, title="Show approval")
def get(session: Session, actor: Actor, id: UUID) -> ApprovalRow:
    """One question. Raises NotFound."""
    return _rows(session, actor, [_found(session, actor, id)])[0]


@action("approval.answer", permission=Permission.SELF, effect=Effect.WRITE, title="Answer approval")
def answer(session: Session, actor: Actor, id: UUID, approved: bool, note: Note = "") -> ApprovalRow:
    """Say yes or no; the run goes on. The first answer counts.

    Raises Refused where the question is to others, Conflict where it is answered or withdrawn.
    """
    asked = _found(session, actor, id, lock=True)
    if not _may(actor, asked):
        raise Refused("This question goes to somebody else.")
    if asked.state != ApprovalState.WAITING:
        raise Conflict(f"This question is {asked.state} already.")
    asked.state = (ApprovalState.APPROVED if approved else ApprovalState.REJECTED).value
    asked.answered_at = session.scalars(select(func.clock_timestamp())).one()
    asked.answered_by, asked.note = actor.member_id, note or None
    session.flush()
    said = {"approved": approved, "by": actor.name, "note": note}
    signals.tell(session, asked.execution_id, asked.path, "answered", said)
    touch(session, "workflow_approvals")
    return _rows(session, actor, [asked])[0]


def _found(session: Session, actor: Actor, id: UUID, lock: bool = False) -> Approval:
    wanted = select(Approval).where(col(Approval.id) == id, col(Approval.tenant_id) == actor.tenant_id)
    found = session.scalars(wanted.with_for_update() if lock else wanted).first()
    if found is None or not (actor.may(Permission.WORKFLOWS_READ) or _may(actor, found)):
        raise NotFound("There is no such question (any more).")
    return found


def _mine(actor: Actor) -> ColumnElement[bool]:
    return or_(
        col(Approval.to_member_id) == actor.member_id,
        col(Approval.escalated_member_id) == actor.member_id,
        col(Approval.to_role) == actor.role,
        col(Approval.escalated_role) == actor.role,
    )


def _may(actor: Actor, asked: Approval) -> bool:
    people, roles = {asked.to_member_id, asked.escalated_member_id}, {asked.to_role, asked.escalated_role}
    return actor.member_id is not None and (actor.member_id in people or actor.role in roles)


def _rows(session: Session, actor: Actor, found: list[Approval]) -> list[ApprovalRow]:
    people = {id for a in found for id in (a.to_member_id, a.escalated_member_id, a.answered_by) if id}
    members = select(col(Member.id), col(Member.name)).where(col(Member.id).in_(people))
    names = {member_id: name for member_id, name in session.execute(members)}
    flows = select(col(Workflow.id), col(Workflow.name)).where(col(Workflow.id).in_({a.workflow_id for a in found}))
    workflows = {workflow_id: name for workflow_id, name in session.execute(flows)}

    def called(member_id: UUID | None, role: str | None) -> str | None:
        return names.get(member_id, "a former colleague") if member_id else role

    return [
        ApprovalRow(
            id=asked.id,
            execution_id=asked.execution_id,
            workflow_id=asked.workflow_id,
            workflow_name=workflows.get(asked.workflow_id, ""),
            step_key=asked.path,
            title=asked.title,
            message=asked.message,
            state=asked.state,
            to=called(asked.to_member_id, asked.to_role) or "",
            escalated_to=called(asked.escalated_member_id, asked.escalated_role),
            mine=_may(actor, asked),
            until=asked.until,
            created_at=asked.created_at,
            answered_at=asked.answered_at,
            answered_by=called(asked.answered_by, None),
            note=asked.note,
        )
        for asked in found
    ]
