"""Events that concern one person, told to them."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications.notify import notify
from app.core.db import Session
from app.core.events import Event
from app.core.events.consumers import consumer
from app.core.history import Operation
from app.core.queue.rows import title
from app.core.said import in_english

LEADING = ("owner", "admin")


@consumer("notifications", {"job.failed", "operation.undone", "alert.raised"})
def tell(session: Session, happened: Event) -> None:
    """Tell whoever started a job that it failed, whoever did something that another took it back, and of alerts."""
    told = {"job.failed": _failed, "operation.undone": _undone, "alert.raised": _alerted}
    told[happened.name](session, happened)


def _alerted(session: Session, happened: Event) -> None:
    said = happened.payload
    leading = select(col(Member.id)).where(col(Member.active), col(Member.role).in_(LEADING))
    for member_id in session.scalars(leading):
        notify(session, member_id, "alert", str(said["title"]), str(said["body"]), str(said["link"]))


def _failed(session: Session, happened: Event) -> None:
    member_id = happened.payload.get("member_id")
    if member_id:
        name = title(str(happened.payload["job_type"]))
        link = f"/jobs/{happened.record_id}"
        notify(session, UUID(member_id), "job.failed", f"{name} failed", str(happened.payload["reason"]), link)


def _undone(session: Session, happened: Event) -> None:
    operation = session.scalars(select(Operation).where(col(Operation.id) == happened.record_id)).first()
    if operation is None or operation.member_id is None:
        return
    undo = session.scalars(select(Operation).where(col(Operation.id) == operation.undone_by_id)).first()
    if undo is None or undo.member_id in {None, operation.member_id}:
        return
    said = in_english(f"{undo.actor_name} took back: {operation.title}")
    notify(session, operation.member_id, "operation.undone", said, link=f"/history/{operation.id}")
