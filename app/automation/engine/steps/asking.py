"""The step that asks a person."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.automation.definition import Approval, span
from app.automation.engine.place import Place
from app.automation.engine.steps.deciding import decide, reused, take
from app.automation.engine.values import filled
from app.automation.models import RunState

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk

TURNS = (("remind", "remind_after"), ("escalate", "escalate_after"))


def approval(walk: "Walk", place: Place[Approval]) -> bool:
    """Ask, remind, escalate; go on with the answer, or with no after the time-out."""
    if "way" in place.mine or reused(walk, place):
        return take(walk, place)
    if "asked" not in place.mine:
        _ask(walk, place)
    if place.told:
        return _answered(walk, place)
    due = {name: datetime.fromisoformat(place.mine[name]) for name in ("remind", "escalate") if name in place.mine}
    for name, at in due.items():
        if walk.now >= at:
            walk.port.remind(place.key, place.step, escalate=name == "escalate")
            del place.mine[name]
    if "until" in place.mine and walk.now >= datetime.fromisoformat(place.mine["until"]):
        walk.port.withdraw([place.key])
        place.input = place.mine["asked"]
        decide(walk, place, "ifRejected", {"result": "expired"})
        return take(walk, place)
    dues = [datetime.fromisoformat(place.mine[name]) for name in ("remind", "escalate", "until") if name in place.mine]
    return walk.wait(RunState.APPROVAL, min(dues, default=None), f"“{place.step.title}” waits for an answer")


def _ask(walk: "Walk", place: Place[Approval]) -> None:
    step, mine, scope = place.step, place.mine, walk.scope(place.local)
    to = str(filled(step.to.member or step.to.role, scope))
    message = str(filled(step.message, scope))
    until = walk.now + span(step.timeout) if step.timeout else None
    walk.port.ask(place.key, step, to, message, until)
    mine["asked"] = {"to": to, "message": message}
    if until:
        mine["until"] = until.isoformat()
    for name, field in TURNS:
        if after := getattr(step, field):
            mine[name] = (walk.now + span(after)).isoformat()


def _answered(walk: "Walk", place: Place[Approval]) -> bool:
    answer = place.told[-1]["payload"]
    place.input = place.mine["asked"]
    yes = bool(answer.get("approved"))
    said = {"result": "approved" if yes else "rejected", "by": answer.get("by"), "note": answer.get("note")}
    decide(walk, place, "ifApproved" if yes else "ifRejected", said)
    return take(walk, place)
