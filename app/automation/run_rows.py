"""Runs, their steps and what they ask, as others see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. `status` is the word of the wire, `state` that of the house; `reason` says what it waits for."""

    id: UUID
    workflow_id: UUID
    workflow_name: str
    workflow_version: int
    status: str
    state: str
    reason: Said | None
    error_message: Said | None
    origin: str
    context: dict[str, Any]
    subject_table: str | None
    subject_id: UUID | None
    started_at: datetime | None
    completed_at: datetime | None
    due_at: datetime | None
    created_at: datetime
    steps_done: int
    depth: int
    parent_id: UUID | None
    replayed_from: UUID | None


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some runs, newest first, and the cursor of the next ones."""

    items: list[RunRow]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a run: `key` names it (`send-2#4` is in round 4 of a loop), `place` is where it stands.

    A step that is not through has the status "waiting", and in `until` the moment at which it is looked at again.
    `job_id` is the job that does what it asked for.
    Where it was done for several runs at once `together` says for how many, and `duration_ms` is its share.
    """

    step_index: int
    step_id: str
    key: str
    place: str
    step_type: str
    step_name: str
    status: str
    input: Any
    output: Any
    error_message: Said | None
    duration_ms: int
    attempts: int
    reused: bool
    operation_id: UUID | None
    created_at: datetime
    until: datetime | None = None
    job_id: UUID | None = None
    together: int = 1


@dataclass(frozen=True, slots=True)
class RunDetails:
    """A run with its path, the definition it follows, what it gathered, and the runs below it or made again from it."""

    run: RunRow
    steps: list[StepRow]
    definition: list[dict[str, Any]]
    vars: dict[str, Any]
    children: list[RunRow] = field(default_factory=list[RunRow])
    replays: list[RunRow] = field(default_factory=list[RunRow])


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One question. `to` names the person or role, `mine` says whether I may answer it."""

    id: UUID
    execution_id: UUID
    workflow_id: UUID
    workflow_name: str
    step_key: str
    title: str
    message: str
    state: str
    to: str
    escalated_to: str | None
    mine: bool
    until: datetime | None
    created_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What moving one run to another version would mean.

    `gone` are steps that no longer come, `added` new ones that will, `skipped` new ones that stand before its place,
    `changed` coming ones that differ, all by their ids; `titles` are what they are called. `problem` says why it cannot
    be moved.
    """

    run_id: UUID
    from_version: int
    to_version: int
    possible: bool
    problem: Said | None
    waits_at: list[str]
    gone: list[str]
    added: list[str]
    skipped: list[str]
    changed: list[str]
    titles: dict[str, str]
    moved: bool = False
