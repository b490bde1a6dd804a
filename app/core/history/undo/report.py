"""What an undo brought: how many records it restored, and which it left as they are, and why."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Kept:
    """A record (or some columns of it) that was left as it is; `reason` says why in words."""

    tbl: str
    row_id: UUID
    name: str
    columns: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """`restored` records are back as they were; `kept` lists the first of the `kept_total` that are not."""

    restored: int
    kept_total: int = 0
    kept: list[Kept] = field(default_factory=list[Kept])
