"""Steps that wait for a time or an event."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.automation.definition import Wait, WaitForEvent, span
from app.automation.engine.place import Place
from app.automation.engine.steps.deciding import decide, reused, take
from app.automation.engine.values import length, moment
from app.automation.models import RunState

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk

# An event that came while the wait was being written is looked for after this time.
AFTERTHOUGHT = timedelta(seconds=2)


def wait(walk: "Walk", place: Place[Wait]) -> bool:
    """Sleep for a time or until a moment, unless somebody lets the run go on before."""
    step, mine = place.step, place.mine
    if "until" not in mine:
        scope = walk.scope(place.local)
        until = moment(step.until, scope) if step.duration is None else walk.now + length(step.duration, scope)
        mine["until"] = until.isoformat()
    until = datetime.fromisoformat(mine["until"])
    if walk.now < until and not place.told:
        return walk.wait(RunState.ASLEEP, until, f"“{place.step.title}” waits for its time")
    place.input = {"until": mine["until"]}
    place.output = place.told[-1]["payload"] if place.told else None
    return True


def wait_for_event(walk: "Walk", place: Place[WaitForEvent]) -> bool:
    """Wait for an event; after the time-out take the other steps."""
    step, mine = place.step, place.mine
    if "way" in mine or reused(walk, place):
        return take(walk, place)
    if "check" not in mine:
        walk.port.listen(place.key, step)
        mine["check"] = (walk.now + AFTERTHOUGHT).isoformat()
        if step.timeout:
            mine["until"] = (walk.now + span(step.timeout)).isoformat()
    place.input = {"event": step.event}
    if found := _heard(walk, place):
        place.output = found
        walk.port.withdraw([place.key])
        return True
    until = datetime.fromisoformat(mine["until"]) if "until" in mine else None
    if until is not None and walk.now >= until:
        walk.port.withdraw([place.key])
        decide(walk, place, "onTimeout", {"result": "timeout"})
        return take(walk, place)
    check = datetime.fromisoformat(mine["check"])
    dues = [at for at in (until, check) if at is not None and at > walk.now]
    return walk.wait(RunState.LISTENING, min(dues, default=None), f"“{step.title}” waits for {step.event}")


def _heard(walk: "Walk", place: Place[WaitForEvent]) -> dict[str, object] | None:
    if place.told:
        return place.told[-1]["payload"]
    if walk.now >= datetime.fromisoformat(place.mine["check"]) and not place.mine.get("checked"):
        place.mine["checked"] = True
        return walk.port.overheard(place.step, datetime.fromisoformat(place.mine["since"]))
    return None
