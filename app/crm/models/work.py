"""Tasks and notes."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference
from app.crm.models.columns import MOMENT, NO_MOMENT, never_empty, recent, referring, search_column, searched, sorted_by


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"


class Task(OwnedRow, table=True):
    """Something that somebody has to do, about at most one record of each kind."""

    __tablename__ = "task"
    __table_args__ = (
        recent("task"),
        searched("task"),
        Index("task_due", "tenant_id", "state", "due_at", "id"),
        sorted_by("task", "due", "due_key"),
        *(referring("task", f"{subject}_id") for subject in ("lead", "contact", "company", "deal")),
        Index("task_by_owner", "tenant_id", "owner_id", "state"),
        reference("member", "owner_id"),
        reference("lead", "lead_id", ondelete="cascade"),
        reference("contact", "contact_id", ondelete="cascade"),
        reference("company", "company_id", ondelete="cascade"),
        reference("deal", "deal_id", ondelete="cascade"),
    )

    title: str
    detail: str | None = None
    state: str = TaskState.OPEN.value
    priority: int = 0
    due_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    done_at: datetime | None = Field(default=None, sa_type=MOMENT)  # pyright: ignore[reportArgumentType]
    owner_id: UUID | None = None
    lead_id: UUID | None = None
    contact_id: UUID | None = None
    company_id: UUID | None = None
    deal_id: UUID | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    due_key: datetime | None = Field(default=None, sa_column=never_empty("due_at", MOMENT, NO_MOMENT))
    search: str | None = Field(default=None, sa_column=search_column("title"))


class Note(OwnedRow, table=True):
    """What somebody wrote down about one record: `subject_table` and `subject_id` name it."""

    __tablename__ = "note"
    __table_args__ = (
        recent("note"),
        Index("note_of_subject", "tenant_id", "subject_table", "subject_id", text("created_at DESC")),
        reference("member", "owner_id"),
    )

    subject_table: str
    subject_id: UUID
    body: str
    owner_id: UUID | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
