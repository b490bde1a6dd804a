"""Pipelines and their stages."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from app.core.db import OwnedRow, reference


class StageKind(StrEnum):
    """What reaching a stage means for the deal."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Pipeline(OwnedRow, table=True):
    """A row of stages that deals go through."""

    __tablename__ = "pipeline"
    __table_args__ = (Index("pipeline_by_name", "tenant_id", text("lower(name)"), unique=True),)

    name: str
    position: int = 0
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Stage(OwnedRow, table=True):
    """One step of a pipeline, with the chance in per cent that a deal standing there is won."""

    __tablename__ = "stage"
    __table_args__ = (
        Index("stage_of_pipeline", "tenant_id", "pipeline_id", "position"),
        reference("pipeline", "pipeline_id", ondelete="cascade"),
    )

    pipeline_id: UUID
    name: str
    position: int = 0
    probability: int = 0
    kind: str = StageKind.OPEN.value
    rots_after_days: int | None = None
    sample: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
