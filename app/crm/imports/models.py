"""The table of imports: the file, what its columns mean, and what came of it."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import TenantRow


class Step(StrEnum):
    """How far an import has come; how its job stands, the job itself tells."""

    MAP = "map"
    CHECK = "check"
    RUN = "run"


class Import(TenantRow, table=True):
    """One table brought in: `sheet` says how to read it, `mapping` which column fills which field.

    `report` counts what the last dry run found or the run has done so far. `operation_id` is the run's, by which the
    whole import is undone.
    """

    __tablename__ = "import"
    __table_args__ = (Index("import_recent", "tenant_id", text("created_at DESC"), text("id DESC")),)

    file_id: UUID
    file_name: str
    noun: str
    step: str = Step.MAP.value
    sheet: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    mapping: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    options: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    report: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB))
    job_id: UUID | None = None
    operation_id: UUID | None = None
    refused_file_id: UUID | None = None
    member_id: UUID | None = None
