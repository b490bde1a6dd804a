"""How a workflow does, as others see it."""

from dataclasses import dataclass, field
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class StepHealth:
    """One step over the time looked at; durations in milliseconds, `reached` is the share of runs that came to it."""

    step_id: str
    step_name: str
    step_type: str
    times: int
    failed: int
    failure_rate: float
    median_ms: float
    p95_ms: float
    runs: int
    reached: float
    ways: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to change. `key` names it for `workflow.apply_suggestion`; `change` says what applying it does."""

    key: str
    kind: str
    step_id: str
    title: Said
    reason: Said
    change: Said


@dataclass(frozen=True, slots=True)
class WorkflowHealth:
    """A workflow over the time looked at; durations in seconds."""

    workflow_id: UUID
    days: int
    runs: int
    completed: int
    failed: int
    running: int
    failure_rate: float
    median_seconds: float | None
    p95_seconds: float | None
    steps: list[StepHealth]
    suggestions: list[Suggestion]
