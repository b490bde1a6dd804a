"""Workflows and their versions as others see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.automation.definition import Problem


@dataclass(frozen=True, slots=True)
class WorkflowRow:
    """A workflow with its draft; `published_version` is the one that runs, `changed` whether the draft differs."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    description: str | None
    trigger_type: str
    trigger_config: dict[str, Any]
    steps: list[dict[str, Any]]
    settings: dict[str, Any]
    is_active: bool
    published_version: int | None
    template: str | None
    sample: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The draft as it was saved, and what stands between it and its publication."""

    workflow: WorkflowRow
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class WorkflowFacts:
    """A workflow in a list, as the table has it."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    description: str | None
    trigger_type: str
    trigger_config: dict[str, Any]
    is_active: bool
    published_version: int | None
    template: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class LastRun:
    """One of the last runs, for the row of dots in the list."""

    id: UUID
    status: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WorkflowLine(WorkflowFacts):
    """A workflow in a list. Counts are of its last 1,000 runs; `success_rate` (0 to 1) of those that are over."""

    runs: int = 0
    running: int = 0
    failed: int = 0
    success_rate: float | None = None
    last_runs: list[LastRun] = field(default_factory=list[LastRun])


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version; `current` is the one that runs."""

    number: int
    published_at: datetime
    published_by: UUID | None
    publisher_name: str
    note: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class VersionDetail(VersionRow):
    """A published version with its whole definition."""

    definition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActiveRow:
    """Whether a workflow takes up new runs."""

    id: UUID
    is_active: bool
