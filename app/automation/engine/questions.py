"""Questions of runs to people, told to them through the notification centre."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications import notify
from app.automation.definition import Approval as Step
from app.automation.engine.claim import Run
from app.automation.models import Approval, ApprovalState
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import touch


def ask(session: Session, run: Run, key: str, step: Step, to: str, message: str, until: datetime | None) -> None:
    """Write the question down and tell those it goes to; raises Invalid where there is nobody."""
    earlier = select(Approval).where(col(Approval.execution_id) == run.id, col(Approval.path) == key)
    if session.scalars(earlier).first():
        return
    member_id = member_named(session, to) if step.to.member else None
    role = None if step.to.member else to
    asked = Approval(
        execution_id=run.id,
        workflow_id=run.workflow_id,
        path=key,
        title=step.name or message.partition("\n")[0][:80] or step.title,
        message=message,
        to_member_id=member_id,
        to_role=role,
        until=until,
    )
    session.add(asked)
    session.flush()
    _tell(session, asked, member_id, role, "Approval wanted")


def remind(session: Session, run: Run, key: str, step: Step, escalate: bool) -> None:
    """Tell them again, or pass the question on."""
    wanted = select(Approval).where(col(Approval.execution_id) == run.id, col(Approval.path) == key)
    asked = session.scalars(wanted).first()
    if asked is None or asked.state != ApprovalState.WAITING:
        return
    now = session.scalars(select(func.clock_timestamp())).one()
    if escalate and step.escalate_to:
        member = step.escalate_to.member
        asked.escalated_member_id = member_named(session, member) if member else None
        asked.escalated_role, asked.escalated_at = step.escalate_to.role, now
        _tell(session, asked, asked.escalated_member_id, asked.escalated_role, "Approval passed on to you")
    else:
        asked.reminded_at = now
        _tell(session, asked, asked.to_member_id, asked.to_role, "Approval still wanted")
    session.flush()


def member_named(session: Session, text: str) -> UUID:
    """The colleague of that id, address or name; raises Invalid."""
    try:
        mine = col(Member.id) == UUID(text)
    except ValueError:
        mine = or_(func.lower(col(Member.email)) == text.lower(), col(Member.name) == text)
    found = session.scalar(select(col(Member.id)).where(mine, col(Member.active)).limit(1))
    if found is None:
        raise Invalid(f"There is no colleague {text[:80]!r}.", fields={"to": "unknown"})
    return found


def _tell(session: Session, asked: Approval, member_id: UUID | None, role: str | None, title: str) -> None:
    wanted = select(col(Member.id)).where(col(Member.active))
    wanted = wanted.where(col(Member.id) == member_id if member_id else col(Member.role) == role)
    people = session.scalars(wanted).all()
    if not people:
        raise Invalid(f"Nobody holds the role {role!r}.", fields={"to": "nobody"})
    for person in people:
        notify(session, person, "approval.wanted", f"{title}: {asked.title}", asked.message, f"/approvals/{asked.id}")
    touch(session, "workflow_approvals")
