"""What happens when a step fails: tried again with growing pauses, caught by its `onError`, or the end of the run."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.automation.definition import Approval, OnError, Retry, Step, Wait, WaitForEvent, span
from app.automation.engine.flow import GONE, Broken, Ended, Outage
from app.automation.engine.place import Place
from app.automation.models import RunState
from app.core.errors import AppError, Unavailable

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk

LONGEST = timedelta(days=1)
# Of what the one who asks did wrong, only these may be right a little later.
PASSING = {408, 409, 425, 429}
USUAL = Retry()
KEPT = ("since", "in")


def overdue(walk: "Walk", place: Place[Step]) -> None:
    """Raise Unavailable if the step has taken longer than its `timeout`."""
    step, mine = place.step, place.mine
    if step.timeout is None or isinstance(step, Wait | WaitForEvent | Approval):
        return
    if "deadline" not in mine:
        mine["deadline"] = (walk.now + span(step.timeout)).isoformat()
    elif walk.now >= datetime.fromisoformat(mine["deadline"]):
        walk.forget(place.key)
        raise Unavailable(f"It took longer than {step.timeout}.")


def failed(walk: "Walk", place: Place[Step], error: AppError, began: float) -> bool:
    """A step failed: wait for its next try, or give it up; where the record is gone, the run leaves quietly."""
    if walk.port.gone():
        raise Ended(RunState.LEFT, GONE)
    tries, retry = place.mine.get("tries", 1), place.step.retry or USUAL
    hopeless = 400 <= error.status < 500 and error.status not in PASSING
    # The job that made the call has tried for long; again only where the workflow asks for it.
    hopeless = hopeless or (isinstance(error, Outage) and place.step.retry is None)
    walk.forget(place.key)
    if hopeless or tries >= retry.attempts:
        return caught(walk, place, error.message, began)
    pause = min(span(retry.delay) * 2 ** (tries - 1), LONGEST)
    again: dict[str, Any] = {name: place.mine[name] for name in KEPT}
    again |= {"tries": tries + 1, "begin": (walk.now + pause).isoformat(), "error": error.message[:500]}
    walk.cursor.open[place.key] = again
    return walk.step(place.step, again["in"], place.rounds, place.local)


def caught(walk: "Walk", place: Place[Step], message: str, began: float) -> bool:
    """A step failed for good: go on, take the other steps, or end the run (raises Broken)."""
    step, mine = place.step, place.mine
    if not mine.get("logged"):
        walk.log(place, "failed", walk.took(place, began), message)
    if step.on_error == "stop":
        raise Broken(f"{step.title}: {message}", step)
    walk.cursor.steps[step.id] = {"output": None, "error": message}
    if not isinstance(step.on_error, OnError):
        del walk.cursor.open[place.key]
        return True
    walk.cursor.open[place.key] = {name: mine[name] for name in KEPT} | {"handled": message}
    return walk.step(step, mine["in"], place.rounds, place.local)
