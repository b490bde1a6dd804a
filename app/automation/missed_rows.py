"""What came while a workflow was paused, as others see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MissedRow:
    """How many events came while the workflow was paused, and how many would have started a run.

    Records and rules are taken as they are now. `capped` says that only the oldest 5,000 were looked at; `since` is
    when the first of them came. `is_active` says whether they can be taken up now.
    """

    workflow_id: UUID
    seen: int
    matched: int
    capped: bool
    since: datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class SettledRow:
    """How many events were taken up or passed over, and whether more still wait for a decision."""

    events: int
    more: bool
