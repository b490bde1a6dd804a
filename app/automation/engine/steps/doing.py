"""Steps that are over at once: an action of the house, variables, the end."""

from typing import TYPE_CHECKING

from app.automation.definition import Act, Set, Stop
from app.automation.engine.flow import Broken, Ended
from app.automation.engine.place import Place
from app.automation.engine.shows import plain
from app.automation.engine.steps.outside import sent_before
from app.automation.engine.values import filled
from app.automation.models import RunState
from app.core.actions import Effect, find

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk


def act(walk: "Walk", place: Place[Act]) -> bool:
    """Carry out an action of the house."""
    place.input = filled(place.step.arguments, walk.scope(place.local))
    if find(place.step.action).effect is Effect.EXTERNAL and sent_before(walk, place, place.input):
        return True
    deed = walk.port.act(place.key, place.step, place.input)
    if deed is None:
        return walk.wait(RunState.READY, walk.now, "goes on at once")
    place.deed = deed
    place.output = plain(place.deed.output)
    return True


def set_values(walk: "Walk", place: Place[Set]) -> bool:
    """Set variables of the run."""
    if place.step.values:
        place.input = place.output = plain(filled(place.step.values, walk.scope(place.local)))
        walk.cursor.vars |= place.output
    return True


def stop(walk: "Walk", place: Place[Stop]) -> bool:
    """End the whole run, well or badly."""
    reason = str(filled(place.step.reason or "", walk.scope(place.local)))
    place.output = {"outcome": place.step.outcome, "reason": reason}
    if place.step.outcome == "failed":
        walk.log(place, "failed", 0, reason or "stopped as failed")
        raise Broken(reason or f"{place.step.title}: stopped as failed", place.step, final=True)
    walk.log(place, "completed", 0)
    raise Ended(RunState.STOPPED, reason)
