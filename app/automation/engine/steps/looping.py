"""Steps that take several ways: one after the other, or side by side."""

from typing import TYPE_CHECKING

from app.automation.definition import Loop, Parallel
from app.automation.engine.place import Place
from app.automation.engine.shows import plain
from app.automation.engine.values import listed

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk


def loop(walk: "Walk", place: Place[Loop]) -> bool:
    """Take the steps once for each item, in order."""
    step, mine = place.step, place.mine
    if "items" not in mine:
        mine["items"] = plain(listed(step.items, walk.scope(place.local), step.limit))
        mine["round"] = 0
    while mine["round"] < len(mine["items"]):
        at = mine["round"]
        frame = f"{place.key}#{at}.steps"
        local = {**place.local, step.as_: mine["items"][at], "item": mine["items"][at], "round": at + 1}
        if not walk.sequence(step.steps, frame, f"{place.rounds}#{at}", local):
            return False
        walk.cursor.at.pop(frame, None)
        mine["round"] = at + 1
    place.input, place.output = {"items": len(mine["items"])}, {"rounds": mine["round"]}
    return True


def parallel(walk: "Walk", place: Place[Parallel]) -> bool:
    """Take all ways side by side until all, or one of them, are through."""
    step, lanes, mark = place.step, place.mine.setdefault("lanes", {}), len(walk.waits)
    for at, lane in enumerate(step.branches):
        if str(at) in lanes:
            continue
        frame = f"{place.key}.branches.{at}"
        if walk.sequence(lane.steps, frame, place.rounds, place.local):
            lanes[str(at)] = lane.name
            if step.join == "any":
                break
    if len(lanes) < len(step.branches) and not (lanes and step.join == "any"):
        return False
    del walk.waits[mark:]
    walk.forget(place.key)
    place.output = {"through": list(lanes.values())}
    return True
