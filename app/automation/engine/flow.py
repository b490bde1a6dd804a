"""What may come of a step and of a run, in the words of the interpreter."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.automation.definition import Step
from app.automation.models import RunState
from app.core.errors import AppError

GONE = "left: the record is gone"


class Broken(Exception):
    """A step failed for good and nothing catches it: the run ends."""

    def __init__(self, message: str, step: Step | None = None, final: bool = False) -> None:
        super().__init__(message)
        self.message, self.step, self.final = message, step, final


class Ended(Exception):
    """The run ends here by its own will."""

    def __init__(self, state: RunState, reason: str = "") -> None:
        super().__init__(reason)
        self.state, self.reason = state, reason


class Refusal(AppError):
    """The outside said no for good: nothing is tried again."""

    status = 422


class Outage(AppError):
    """The outside did not manage it this time."""

    status = 503


@dataclass(slots=True)
class Line:
    """The outcome of one step, as it will stand in the log."""

    index: int
    key: str
    step_id: str
    step_type: str
    step_name: str
    status: str
    began: datetime
    duration_ms: int
    input: Any = None
    output: Any = None
    error: str | None = None
    attempts: int = 1
    reused: bool = False
    operation_id: UUID | None = None


@dataclass(slots=True)
class Progress:
    """How far a run came: its state, when it is to be looked at again, and the outcomes on the way."""

    state: RunState
    due: datetime | None = None
    reason: str | None = None
    error: str | None = None
    failed_step: str | None = None
    lines: list[Line] = field(default_factory=list[Line])

    @property
    def over(self) -> bool:
        """Whether the run has ended."""
        return self.state in OVER


OVER = {RunState.COMPLETED, RunState.FAILED, RunState.STOPPED, RunState.LEFT, RunState.CANCELLED}
