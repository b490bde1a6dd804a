"""Stages of a pipeline as a file names them, found, or to be added at their place."""

from uuid import UUID

from sqlalchemy import insert

from app.core.db import Session
from app.crm import pipelines
from app.crm.imports.near import read_as
from app.crm.imports.scene import Scene, Told
from app.crm.intake.names import folded
from app.crm.models import Stage, StageKind

# Chances in per cent of stages by their usual names; others start at a quarter.
_CHANCES = {
    "prospecting": 10,
    "prospect": 10,
    "lead": 10,
    "new": 10,
    "discovery": 15,
    "qualification": 20,
    "qualified": 20,
    "engaging": 30,
    "engaged": 30,
    "demo": 35,
    "proposal": 40,
    "quote": 50,
    "negotiation": 70,
    "contract": 80,
    "commit": 90,
}
_UNKNOWN = 25
_WON = {"won", "gewonnen", "gagne", "gagnee", "ganado", "ganada", "ganho"}
_LOST = {"lost", "verloren", "perdu", "perdue", "perdido", "perdida"}


def stage_for(scene: Scene, text: object, told: Told) -> Stage | None:
    """The stage a cell names, one to be added where there is none; None for an empty cell."""
    if not isinstance(text, str) or not text:
        return None
    kind = _kind(text)
    if kind != StageKind.OPEN and scene.names["stage"].find(text) is None and (one := _closing(scene, kind)):
        told.notes.append(f"Stage {read_as(text, one.name)}")
        return one
    stage_id = scene.link("stage", text, told)
    if stage_id is None:
        return None
    if stage_id not in scene.stages:
        _plan(scene, stage_id, text, kind)
    return scene.stages[stage_id]


def add(session: Session, scene: Scene, made: list[UUID]) -> None:
    """Write planned stages and put all stages of the pipeline in their order."""
    rows = [scene.stages[one] for one in made]
    names = ("id", "pipeline_id", "name", "position", "probability", "kind")
    session.execute(insert(Stage), [{name: getattr(row, name) for name in names} for row in rows])
    pipeline_id = rows[0].pipeline_id
    order = [stage.id for stage in pipelines.get(session, scene.actor, pipeline_id).stages]
    for row in rows:
        order.remove(row.id)
        order.insert(_place(scene, order, row), row.id)
    pipelines.order_stages(session, scene.actor, pipeline_id, order)


def _plan(scene: Scene, stage_id: UUID, name: str, kind: StageKind) -> None:
    chance = {StageKind.WON: 100, StageKind.LOST: 0}.get(kind, _CHANCES.get(folded(name), _UNKNOWN))
    pipeline_id = UUID(scene.options["pipeline_id"])
    scene.stages[stage_id] = Stage(
        id=stage_id, pipeline_id=pipeline_id, name=name, position=1000, probability=chance, kind=kind.value
    )


def _place(scene: Scene, order: list[UUID], row: Stage) -> int:
    for at, other_id in enumerate(order):
        other = scene.stages[other_id]
        if other.kind != StageKind.OPEN or (row.kind == StageKind.OPEN and other.probability > row.probability):
            return at if row.kind == StageKind.OPEN else len(order)
    return len(order)


def _closing(scene: Scene, kind: StageKind) -> Stage | None:
    return next((stage for stage in scene.stages.values() if stage.kind == kind), None)


def _kind(text: str) -> StageKind:
    words = set(folded(text).split())
    return StageKind.WON if words & _WON else StageKind.LOST if words & _LOST else StageKind.OPEN
