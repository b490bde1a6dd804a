"""What an undo brought: how many records it restored, and which it left as they are, and why."""

from dataclasses import dataclass, field
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class Kept:
    """A record (or some columns of it) that was left as it is; `reason` says why in words.

    `operation_id` is the later operation that stands in the way, where there is one.
    """

    tbl: str
    row_id: UUID
    name: str
    columns: list[str]
    reason: Said
    operation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`restored` records are back as they were; `kept` lists the first of the `kept_total` that are not."""

    restored: int
    kept_total: int = 0
    kept: list[Kept] = field(default_factory=list[Kept])
