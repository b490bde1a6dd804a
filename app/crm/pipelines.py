"""Pipelines and their stages."""

from typing import Any, Unpack
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.crm import records
from app.crm.models import Deal, Pipeline, Stage, StageKind
from app.crm.rows.pipelines import PipelineRow, StageChanges, StageDetails, StageRow
from app.crm.rows.values import Name

READ, WRITE = Permission.DEALS_READ, Permission.PIPELINES_WRITE
DEFAULT = (
    ("Qualified", 20, StageKind.OPEN),
    ("Proposal", 40, StageKind.OPEN),
    ("Negotiation", 70, StageKind.OPEN),
    ("Won", 100, StageKind.WON),
    ("Lost", 0, StageKind.LOST),
)


@action("pipeline.list", permission=READ, effect=Effect.READ, title="List pipelines")
def list_(session: Session, actor: Actor) -> list[PipelineRow]:
    """All pipelines in order, each with its stages."""
    pipelines = session.scalars(select(Pipeline).order_by(col(Pipeline.position), col(Pipeline.id))).all()
    stages = session.scalars(select(Stage).order_by(col(Stage.position), col(Stage.id))).all()
    return [_row(pipeline, [stage for stage in stages if stage.pipeline_id == pipeline.id]) for pipeline in pipelines]


@action("pipeline.get", permission=READ, effect=Effect.READ, title="Show pipeline")
def get(session: Session, actor: Actor, id: UUID | None = None) -> PipelineRow:
    """One pipeline, the first where none is named. Raises NotFound."""
    found = [pipeline for pipeline in list_(session, actor) if id in (None, pipeline.id)]
    if not found:
        raise NotFound("There is no such pipeline (any more).")
    return found[0]


@action("pipeline.create", permission=WRITE, effect=Effect.WRITE, title="Create pipeline")
def create(session: Session, actor: Actor, name: Name) -> PipelineRow:
    """A new pipeline with the usual stages, to be changed at will."""
    last = session.scalar(select(func.max(col(Pipeline.position))))
    made = records.add(session, Pipeline(name=name, position=(last or 0) + 1))
    session.add_all(
        Stage(pipeline_id=made.id, name=stage, position=place, probability=probability, kind=kind.value)
        for place, (stage, probability, kind) in enumerate(DEFAULT)
    )
    session.flush()
    return get(session, actor, made.id)


@action("pipeline.rename", permission=WRITE, effect=Effect.WRITE, title="Rename pipeline")
def rename(session: Session, actor: Actor, id: UUID, name: Name, version: int | None = None) -> PipelineRow:
    """Give the pipeline another name."""
    records.change(session, Pipeline, id, version, {"name": name})
    return get(session, actor, id)


@action("pipeline.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete pipeline")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete a pipeline that holds no deal and is not the last one; raises Conflict otherwise."""
    if session.scalar(select(func.count()).select_from(Pipeline)) == 1:
        raise Conflict("This is your only pipeline; make another one first.")
    _empty_of_deals(session, "pipeline", select(Deal).where(col(Deal.pipeline_id) == id).exists())
    records.remove(session, Pipeline, id)


@action("stage.create", permission=WRITE, effect=Effect.WRITE, title="Add stage")
def create_stage(
    session: Session, actor: Actor, pipeline_id: UUID, name: Name, **details: Unpack[StageDetails]
) -> StageRow:
    """A new stage, placed before the first closing stage."""
    stages = get(session, actor, pipeline_id).stages
    place = next((at for at, stage in enumerate(stages) if stage.kind != StageKind.OPEN), len(stages))
    made = records.add(session, Stage(pipeline_id=pipeline_id, name=name, position=place, **_plain(details)))
    order = [stage.id for stage in stages]
    _place(session, [*order[:place], made.id, *order[place:]])
    return stage_row(made)


@action("stage.update", permission=WRITE, effect=Effect.WRITE, title="Edit stage")
def update_stage(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[StageChanges]
) -> StageRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the stage since `version`."""
    return stage_row(records.change(session, Stage, id, version, _plain(changes)))


@action("stage.order", permission=WRITE, effect=Effect.WRITE, title="Order stages")
def order_stages(session: Session, actor: Actor, pipeline_id: UUID, stage_ids: list[UUID]) -> PipelineRow:
    """Put the stages in this order; all of them must be named once. Raises Invalid."""
    pipeline = get(session, actor, pipeline_id)
    if sorted(stage_ids) != sorted(stage.id for stage in pipeline.stages):
        raise Invalid("Name each stage of the pipeline once.", fields={"stage_ids": "not the stages of this pipeline"})
    _place(session, stage_ids)
    return get(session, actor, pipeline_id)


@action("stage.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete stage")
def delete_stage(session: Session, actor: Actor, id: UUID) -> None:
    """Delete a stage in which no deal stands; raises Conflict otherwise."""
    _empty_of_deals(session, "stage", select(Deal).where(col(Deal.stage_id) == id).exists())
    records.remove(session, Stage, id)


def _row(pipeline: Pipeline, stages: list[Stage]) -> PipelineRow:
    rows = [stage_row(stage) for stage in stages]
    return PipelineRow(pipeline.id, pipeline.version, pipeline.name, pipeline.position, rows)


def stage_row(stage: Stage) -> StageRow:
    """The stage as others see it."""
    names = StageRow.__dataclass_fields__
    return StageRow(**{name: getattr(stage, name) for name in names})


def _plain(changes: StageDetails) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StageKind) else value for name, value in changes.items()}


def _place(session: Session, stage_ids: list[UUID]) -> None:
    for place, stage_id in enumerate(stage_ids):
        records.change(session, Stage, stage_id, None, {"position": place})


def _empty_of_deals(session: Session, noun: str, holds: Any) -> None:
    if session.scalar(select(holds)):
        raise Conflict(f"There are deals in this {noun}; move them first. Nothing was deleted.")


@on_founded
def _first_pipeline(session: Session, actor: Actor, founded: Founded) -> None:
    create(session, actor, "Sales")
