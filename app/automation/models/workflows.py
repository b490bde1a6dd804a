"""Workflows and their published versions."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, TenantRow
from app.crm.models.columns import recent, search_column, searched


class Workflow(OwnedRow, table=True):
    """A workflow: its columns are the draft that people edit; what runs is the version `published_version`.

    `live_type` and `live_events` are the trigger of that version, by which events find it. `last_ids` holds the last
    number given to the ids of each type of step; it stands outside the history so that undo never gives one twice.
    """

    __tablename__ = "workflows"
    __history_skip__: ClassVar[frozenset[str]] = frozenset({"last_ids"})
    __table_args__ = (
        recent("workflows"),
        searched("workflows"),
        Index("workflows_live", "tenant_id", "live_type", postgresql_where=text("live_type is not null")),
    )

    name: str
    description: str | None = None
    trigger_type: str
    trigger_config: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    steps: list[dict[str, Any]] = Field(default_factory=list[dict[str, Any]], sa_type=JSONB)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    is_active: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    published_version: int | None = None
    live_type: str | None = None
    live_events: list[str] = Field(
        default_factory=list[str], sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    template: str | None = None
    last_ids: dict[str, int] = Field(
        default_factory=dict[str, int], sa_column=Column(JSONB, nullable=False, server_default="{}")
    )
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    search: str | None = Field(default=None, sa_column=search_column("name", "description"))


class WorkflowVersion(TenantRow, table=True):
    """A published version, never changed: the whole definition with the ids of its steps.

    It outlives the workflow, so that its runs can still be read and an undo of the deletion finds it.
    """

    __tablename__ = "workflow_versions"
    __table_args__ = (Index("workflow_versions_number", "tenant_id", "workflow_id", "number", unique=True),)

    workflow_id: UUID
    number: int
    definition: dict[str, Any] = Field(sa_type=JSONB)
    published_at: datetime = Field(
        default=None, sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": text("now()")}
    )  # pyright: ignore[reportArgumentType]  # the database fills it in
    published_by: UUID | None = None
    publisher_name: str = ""
    note: str | None = None
