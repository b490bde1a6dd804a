"""Steps that take one of several ways; the decision is made once and kept."""

import time
from typing import TYPE_CHECKING, Any

from app.automation.definition import Branch, Condition, Step, Steps
from app.automation.definition.conditions import holds
from app.automation.engine.place import Place

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk


def condition(walk: "Walk", place: Place[Condition]) -> bool:
    """Read a fact or rules, and take the way for it."""
    if "way" not in place.mine and not reused(walk, place):
        scope = walk.scope(place.local)
        if place.step.check is not None:
            met = walk.port.fact(place.step.check, scope)
        else:
            met = holds(place.step.rules, scope, walk.now, scope["_zone"])
        decide(walk, place, "ifTrue" if met else "ifFalse", {"result": met})
    return take(walk, place)


def branch(walk: "Walk", place: Place[Branch]) -> bool:
    """Take the first way whose rules hold."""
    if "way" not in place.mine and not reused(walk, place):
        scope, cases = walk.scope(place.local), place.step.branches
        fitting = (at for at, case in enumerate(cases) if holds(case.rules, scope, walk.now, scope["_zone"]))
        at = next(fitting, None)
        way = "otherwise" if at is None else f"branches.{at}"
        decide(walk, place, way, {"result": "otherwise" if at is None else cases[at].name})
    return take(walk, place)


def reused(walk: "Walk", place: Place[Any]) -> bool:
    """Whether a replay takes over the decision."""
    kept = walk.cursor.reuse.get(place.key)
    if not kept or not kept.get("way"):
        return False
    decide(walk, place, kept["way"], {"result": kept.get("result")}, reused=True)
    return True


def decide(walk: "Walk", place: Place[Any], way: str, output: dict[str, Any], reused: bool = False) -> None:
    """Keep which way is taken, and write it down."""
    place.mine["way"] = way
    place.output = {**output, "way": way}
    walk.log(place, "completed", 0 if reused else walk.took(place, time.perf_counter()), reused=reused)
    place.mine["logged"] = True
    walk.cursor.steps[place.step.id] = {"output": place.output}


def take(walk: "Walk", place: Place[Any]) -> bool:
    """Take the steps of the way that was decided on; whether they are through."""
    way = place.mine["way"]
    frame = f"{place.key}.{way}"
    if not walk.sequence(steps_of(place.step, way), frame, place.rounds, place.local):
        return False
    walk.cursor.at.pop(frame, None)
    return True


def steps_of(step: Step, way: str) -> Steps:
    """The list of steps that a way leads through."""
    return next((steps for name, steps in step.inner() if name == way), ())
