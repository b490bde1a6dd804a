"""What a trial shows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step of a trial: when it came, how it ended, and in `would` what it would have done."""

    at: datetime
    step_id: str
    key: str
    step_type: str
    step_name: str
    status: str
    input: Any
    output: Any
    error_message: Said | None
    duration_ms: int
    would: Said | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A whole trial: the end, the path, and how long it would have taken (seconds)."""

    state: str
    reason: Said | None
    error_message: Said | None
    began: datetime
    ended: datetime
    seconds: float
    steps: list[TrialStep] = field(default_factory=list[TrialStep])
    context: dict[str, Any] = field(default_factory=dict[str, Any])
