"""What came while a workflow was paused, as others see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MissedRow:
    """How many events came while the workflow was paused, and how many would have started a run.

    Records and rules are taken as they are now. Of the `waiting` only the oldest `seen` (5,000 at most) were looked at,
    `matched` of them would have started one; `since` is when the first came. `is_active` says whether they can be taken
    up now, `job_id` is the job that does so at this moment.
    """

    workflow_id: UUID
    waiting: int
    seen: int
    matched: int
    since: datetime | None
    is_active: bool
    job_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SettledRow:
    """How many events were taken up or passed over, and whether more still wait for a decision."""

    events: int
    more: bool
