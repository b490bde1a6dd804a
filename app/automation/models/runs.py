"""The tables of runs: where each stands, what each of its steps brought, and what it was told meanwhile."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db.rows import CURRENT_TENANT, HouseRow

MOMENT = DateTime(timezone=True)
DUE = text("due_at IS NOT NULL")
OPEN = text("status IN ('pending', 'running')")


class Status(StrEnum):
    """Where a run stands, in the words of the wire."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


class RunState(StrEnum):
    """Where a run stands, in the words of the house."""

    READY = "ready"
    QUEUED = "queued"
    DEBOUNCING = "debouncing"
    COLLECTING = "collecting"
    ASLEEP = "asleep"
    LISTENING = "listening"
    SENDING = "sending"
    APPROVAL = "approval"
    CHILD = "child"
    RETRYING = "retrying"
    UNKNOWN = "unknown"
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"
    STOPPED = "stopped"
    LEFT = "left"
    CANCELLED = "cancelled"


def _tenant() -> Any:
    return Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)


def _moment() -> Any:
    return Field(default=None, sa_type=MOMENT)


class Execution(HouseRow, table=True):
    """One run of one version of a workflow.

    `cursor` is where it stands (see the interpreter), `due_at` when it must be looked at again: None while it waits for
    something that is told by a signal. `trigger_key` keeps the same event from making two runs. `depth` counts the
    workflows that started each other up to this run, `steps_done` the outcomes written.
    """

    __tablename__ = "workflow_executions"
    __table_args__ = (
        Index("workflow_executions_due", "due_at", postgresql_where=DUE),
        Index("workflow_executions_due_of_tenant", "tenant_id", "due_at", postgresql_where=DUE),
        Index("workflow_executions_trigger", "workflow_id", "trigger_key", unique=True),
        Index("workflow_executions_recent", "tenant_id", text("id DESC")),
        Index("workflow_executions_of_workflow", "workflow_id", text("id DESC")),
        Index("workflow_executions_open", "workflow_id", "state", "id", postgresql_where=OPEN),
        Index("workflow_executions_paused", "tenant_id", "workflow_id", postgresql_where=text("state = 'paused'")),
        Index("workflow_executions_of_subject", "tenant_id", "subject_id", "workflow_id"),
        Index("workflow_executions_queued", "workflow_id", "id", postgresql_where=text("state = 'queued'")),
        Index("workflow_executions_failed", "completed_at", postgresql_where=text("state = 'failed'")),
        Index("workflow_executions_children", "parent_id", postgresql_where=text("parent_id IS NOT NULL")),
    )

    tenant_id: UUID = _tenant()
    workflow_id: UUID
    workflow_version: int
    status: str = Status.PENDING.value
    state: str = RunState.READY.value
    started_at: datetime | None = _moment()
    completed_at: datetime | None = _moment()
    due_at: datetime | None = _moment()
    context: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    cursor: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    reason: str | None = None
    error_message: str | None = None
    steps_done: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    subject_table: str | None = None
    subject_id: UUID | None = None
    event_id: UUID | None = None
    trigger_key: str | None = None
    parent_id: UUID | None = None
    parent_key: str | None = None
    depth: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    origin: str = "trigger"
    replayed_from: UUID | None = None
    member_id: UUID | None = None


class StepLog(HouseRow, table=True):
    """What one step of a run brought. `path` is the id of the step with the rounds of the loops around it ("send-2#4").

    `reused` says that a replay took it over from the run before; `operation_id` is what it changed in the house.
    """

    __tablename__ = "workflow_step_logs"
    __table_args__ = (
        Index("workflow_step_logs_once", "execution_id", "path", unique=True),
        Index("workflow_step_logs_of_workflow", "workflow_id", "created_at"),
        Index("workflow_step_logs_by_operation", "operation_id", postgresql_where=text("operation_id IS NOT NULL")),
    )

    tenant_id: UUID = _tenant()
    execution_id: UUID
    workflow_id: UUID
    step_index: int
    step_id: str
    path: str
    step_type: str
    step_name: str
    status: str
    input: Any = Field(default=None, sa_type=JSONB, nullable=True)
    output: Any = Field(default=None, sa_type=JSONB, nullable=True)
    error_message: str | None = None
    duration_ms: int = 0
    attempts: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    reused: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    operation_id: UUID | None = None


class Signal(HouseRow, table=True):
    """Something that a run is told and has not read yet; written by whoever knows it, never touching the run's row."""

    __tablename__ = "workflow_signals"
    __table_args__ = (Index("workflow_signals_of_run", "execution_id", "id"),)

    tenant_id: UUID = _tenant()
    execution_id: UUID
    path: str
    kind: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)


class Wait(HouseRow, table=True):
    """An event that a run waits for; `match` is a condition on what the event brings."""

    __tablename__ = "workflow_waits"
    __table_args__ = (
        Index("workflow_waits_by_event", "tenant_id", "event"),
        Index("workflow_waits_of_run", "execution_id", "path", unique=True),
    )

    tenant_id: UUID = _tenant()
    execution_id: UUID
    path: str
    event: str
    match: Any = Field(default=None, sa_type=JSONB, nullable=True)
    subject_id: UUID | None = None


class Clock(HouseRow, table=True):
    """When a workflow with a clock is due next; `next_at` is None while it is paused."""

    __tablename__ = "workflow_clocks"
    __table_args__ = (
        Index("workflow_clocks_of_workflow", "workflow_id", unique=True),
        Index("workflow_clocks_due", "next_at", postgresql_where=text("next_at IS NOT NULL")),
    )

    tenant_id: UUID = _tenant()
    workflow_id: UUID
    workflow_version: int
    zone: str = "UTC"
    next_at: datetime | None = _moment()
    last_at: datetime | None = _moment()
