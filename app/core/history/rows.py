"""What leaves the history: operations, changes in words, items of a timeline."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """An operation as it is stored."""

    id: UUID
    created_at: datetime
    action: str
    title: Said
    why: str | None
    door: str
    actor_kind: str
    actor_name: str
    member_id: UUID | None
    undoes_id: UUID | None
    root_id: UUID | None
    undone_by_id: UUID | None
    undone_at: datetime | None
    report: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Touched:
    """How many records of one kind an operation touched (`more` where there are still more), or the name of the one."""

    table: str
    title: Said
    count: int
    more: bool = False
    name: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class OperationRow(OperationFacts):
    """An operation with what it touched, in one line and in parts; `undoable` by the one who asks.

    `singly` is the number of its records for which it is undone already, while the rest of it stands.
    """

    summary: str
    touched: list[Touched]
    undoable: bool
    singly: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as people read it; the texts are empty where the field was."""

    column: str
    title: Said
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What became of one record in one operation; `kind` is created, changed or deleted."""

    id: UUID
    table: str
    title: Said
    name: str
    href: str | None
    kind: str
    at: datetime
    text: str
    fields: list[FieldChange] = field(default_factory=list[FieldChange])


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDetails:
    """An operation with its changes (a page of them) and how many records the reader may not see among that page."""

    operation: OperationRow
    changes: list[ChangeRow]
    hidden: int = 0
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One moment of a record's timeline by a member, where one did it; `operation_id` where the reader may undo it.

    `together` says that the operation did the same to other records, so that it can also be undone for this one alone.
    """

    id: str
    kind: str
    icon: str
    title: str
    text: str
    at: datetime
    by: str = ""
    member_id: UUID | None = None
    href: str | None = None
    operation_id: UUID | None = None
    together: bool = False
    undone: bool = False
