"""Tasks: what somebody has to do."""

from typing import Unpack
from uuid import UUID

from app.core import events, listing, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.listing import ListQuery, Page
from app.core.said import in_english
from app.crm import activity, records
from app.crm.list_actions import ListActions
from app.crm.listings.work import TASKS
from app.crm.models import Task, TaskState
from app.crm.rows.values import Name
from app.crm.rows.work import TaskChanges, TaskDetails, TaskRow

READ, WRITE = Permission.TASKS_READ, Permission.TASKS_WRITE
ACTIONS = ListActions(TASKS, READ, WRITE, "tasks")
count = ACTIONS.count()
delete = ACTIONS.delete()
assign = ACTIONS.assign(in_english("Give tasks to somebody"))
export = ACTIONS.export()


@action("task.list", permission=READ, effect=Effect.READ, title="List tasks", palette="/tasks")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery(sort="due_at")) -> Page[TaskRow]:
    """A page of tasks, the earliest due first unless told otherwise."""
    return listing.page(session, TASKS, query)


@action("task.get", permission=READ, effect=Effect.READ, title="Show task")
def get(session: Session, actor: Actor, id: UUID) -> TaskRow:
    """One task. Raises NotFound."""
    return listing.one(session, TASKS, id)


@action("task.create", permission=WRITE, effect=Effect.WRITE, title="Create task", palette="/tasks")
def create(session: Session, actor: Actor, title: Name, **details: Unpack[TaskDetails]) -> TaskRow:
    """A new task; it is for the one who makes it unless an owner is named."""
    made = records.add(session, Task(title=title, **records.with_owner(actor, details)))
    return listing.one(session, TASKS, made.id)


@action("task.update", permission=WRITE, effect=Effect.WRITE, title="Edit task")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[TaskChanges]
) -> TaskRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the task since `version`."""
    records.change(session, Task, id, version, changes)
    return listing.one(session, TASKS, id)


@action("task.complete", permission=WRITE, effect=Effect.WRITE, title="Complete task")
def complete(session: Session, actor: Actor, id: UUID) -> TaskRow:
    """Mark a task as done; one that is done already stays as it is."""
    task = records.load(session, Task, id)
    if task.state != TaskState.DONE:
        records.assign(session, task, {"state": TaskState.DONE.value, "done_at": times.utc_now()})
        events.record(session, "task.completed", task)
        activity.worked_on(session, lead_id=task.lead_id, deal_id=task.deal_id)
    return listing.one(session, TASKS, id)


@action("task.reopen", permission=WRITE, effect=Effect.WRITE, title="Reopen task")
def reopen(session: Session, actor: Actor, id: UUID) -> TaskRow:
    """Mark a task as not done after all."""
    task = records.load(session, Task, id)
    if records.assign(session, task, {"state": TaskState.OPEN.value, "done_at": None}):
        events.record(session, "task.reopened", task)
    return listing.one(session, TASKS, id)
