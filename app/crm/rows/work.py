"""Tasks and notes as others see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypedDict
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.crm.rows.values import Long, Name

Subject = Literal["lead", "contact", "company", "deal"]
Priority = Annotated[int, Field(ge=-1, le=2)]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the names of its owner and of what it is about; `priority` from -1 (low) to 2 (urgent)."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    title: str
    detail: str | None
    state: str
    priority: int
    due_at: datetime | None
    done_at: datetime | None
    owner_id: UUID | None
    owner_name: str | None
    lead_id: UUID | None
    lead_name: str | None
    contact_id: UUID | None
    contact_name: str | None
    company_id: UUID | None
    company_name: str | None
    deal_id: UUID | None
    deal_name: str | None
    sample: bool


class TaskDetails(TypedDict, total=False):
    """What may be filled in about a task besides the title."""

    detail: Long
    priority: Priority
    due_at: AwareDatetime | None
    owner_id: UUID | None
    lead_id: UUID | None
    contact_id: UUID | None
    company_id: UUID | None
    deal_id: UUID | None


class TaskChanges(TaskDetails, total=False):
    """What may be changed about a task."""

    title: Name


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note about the record `subject_id` of `subject_table`, with the name of its writer."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    subject_table: str
    subject_id: UUID
    body: str
    owner_id: UUID | None
    owner_name: str | None
    sample: bool
