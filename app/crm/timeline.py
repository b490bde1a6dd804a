"""What the CRM adds to the timeline of a record: notes about it and tasks for it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.history.rows import Item
from app.core.history.timeline import Around, source
from app.core.said import in_english, said
from app.crm.models import Note, Task
from app.crm.models.work import TaskState

NOTE = in_english("Note")
OF_TASK = {"lead": Task.lead_id, "contact": Task.contact_id, "company": Task.company_id, "deal": Task.deal_id}


@source
def notes(session: Session, actor: Actor, around: Around) -> Iterable[Item]:
    """The notes about the record."""
    if not actor.may(Permission.NOTES_READ):
        return []
    query = select(Note, col(Member.name)).outerjoin(Member, col(Member.id) == col(Note.owner_id))
    query = query.where(col(Note.subject_table) == around.table, col(Note.subject_id) == around.id)
    query = query.where(col(Note.created_at) <= around.until).order_by(col(Note.created_at).desc()).limit(around.limit)
    return [_note(actor, note, by or "") for note, by in session.execute(query)]


@source
def tasks(session: Session, actor: Actor, around: Around) -> Iterable[Item]:
    """The tasks for the record, at the time they were set."""
    if around.table not in OF_TASK or not actor.may(Permission.TASKS_READ):
        return []
    query = select(Task, col(Member.name)).outerjoin(Member, col(Member.id) == col(Task.owner_id))
    query = query.where(col(OF_TASK[around.table]) == around.id, col(Task.created_at) <= around.until)
    rows = session.execute(query.order_by(col(Task.created_at).desc()).limit(around.limit))
    return [_task(actor, task, owner or in_english("nobody")) for task, owner in rows]


def _note(actor: Actor, note: Note, by: str) -> Item:
    return Item(
        id=f"note:{note.id}",
        kind="note",
        icon="note",
        title=said(actor.locale, NOTE),
        text=note.body,
        at=note.created_at,
        by=by,
        member_id=note.owner_id,
    )


def _task(actor: Actor, task: Task, owner: str) -> Item:
    state = in_english("done") if task.state == TaskState.DONE else in_english("open")
    words = in_english(f"Task for {owner}: {state}")
    if task.due_at:
        words = in_english(f"Task for {owner}: {state}, due {task.due_at:%Y-%m-%d}")
    return Item(
        id=f"task:{task.id}",
        kind="task",
        icon="task",
        title=task.title,
        text=said(actor.locale, words),
        at=task.created_at,
        href=f"/tasks?id={task.id}",
    )
