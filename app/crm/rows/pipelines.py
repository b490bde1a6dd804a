"""Pipelines and stages as others see them."""

from dataclasses import dataclass
from typing import Annotated, TypedDict
from uuid import UUID

from pydantic import Field

from app.crm.models import StageKind
from app.crm.rows.values import Name

Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=1, le=3650)]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage; `probability` is the chance in per cent that a deal standing there is won."""

    id: UUID
    version: int
    pipeline_id: UUID
    name: str
    position: int
    probability: int
    kind: str
    rots_after_days: int | None


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """A pipeline with its stages in order."""

    id: UUID
    version: int
    name: str
    position: int
    stages: list[StageRow]


class StageDetails(TypedDict, total=False):
    """What may be filled in about a stage besides the name."""

    probability: Percent
    kind: StageKind
    rots_after_days: Days | None


class StageChanges(StageDetails, total=False):
    """What may be changed about a stage."""

    name: Name
