"""The history's doors: take an operation back, read the audit, read what became of a record."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.history import audit, listing, timeline
from app.core.history import undo as undoing
from app.core.history.rows import Item, OperationDetails, OperationRow
from app.core.listing import ListQuery, Page
from app.core.queue import JobRow, enqueue, job_row

# The kind of the job; it stands in app/accounts, which knows the person who asked.
BY_JOB = "operation.undo"
Table = Annotated[str, Field(max_length=63)]
Cursor = Annotated[str, Field(max_length=200)]


@action("operation.undo", permission=Permission.HISTORY_READ, effect=Effect.WRITE, title="Undo")
def undo(
    session: Session, actor: Actor, operation_id: UUID, only_table: Table | None = None, only_id: UUID | None = None
) -> undoing.Report | JobRow:
    """Take an operation back as far as nothing later stands on it, and tell what was kept and why.

    With `only_table` and `only_id` it is taken back for that one record; the rest of it stands. What changed more than
    5,000 records is taken back by a job, which is the answer then.
    Everybody may undo what they did themselves where they still may do it; to undo what others did needs the right
    history:undo as well. To redo, undo the undo.
    """
    if only_table is not None and only_id is not None:
        return undoing.undo(session, actor, operation_id, only=(only_table, only_id))
    if only_table is not None or only_id is not None:
        raise Invalid("Name the record by its table and its id.", fields={"only_id": "incomplete"})
    if not undoing.is_large(session, operation_id):
        return undoing.undo(session, actor, operation_id)
    undoing.check(session, actor, operation_id)
    return job_row(enqueue(session, BY_JOB, {"operation_id": operation_id}, unique_key=str(operation_id)))


@action(
    "operation.list", permission=Permission.HISTORY_READ, effect=Effect.READ, title="Read the audit", palette="/history"
)
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[OperationRow]:
    """A page of what was done, newest first: by whom, when, why, what it touched, and whether it can be undone.

    It can be filtered by member_id, action, door, created_at, touched (contains a table) and searched by words.
    """
    found = listing.page(session, actor, query)
    return Page(audit.dressed(session, actor, found.items), found.next_cursor, found.previous_cursor)


@action("operation.get", permission=Permission.HISTORY_READ, effect=Effect.READ, title="Show an operation")
def get(session: Session, actor: Actor, id: UUID, cursor: Cursor | None = None) -> OperationDetails:
    """One operation with a page of its changes in words; values of records that one may not read are left out."""
    return audit.details(session, actor, id, cursor)


@action("record.timeline", permission=Permission.HISTORY_READ, effect=Effect.READ, title="Show what became of a record")
def record_timeline(
    session: Session,
    actor: Actor,
    table: Table,
    id: UUID,
    cursor: Cursor | None = None,
    limit: Annotated[int, Field(ge=1, le=100)] = 30,
) -> Page[Item]:
    """What became of one record, newest first: changes, events, notes, tasks; the rights of its table apply."""
    return timeline.page(session, actor, table, id, cursor, limit)
