"""Steps that leave the house, or the workflow: asked for in one commit, answered in another."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from app.automation.definition import Http, SendEmail, SubWorkflow
from app.automation.engine.flow import Outage, Refusal
from app.automation.engine.place import Place
from app.automation.engine.shows import plain, shown
from app.automation.engine.values import filled, recipient
from app.automation.models import RunState
from app.core import templates

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk


def send_email(walk: "Walk", place: Place[SendEmail]) -> bool:
    """Send a mail, and wait until it is on its way."""
    step = place.step
    if "asked" not in place.mine:
        scope = walk.scope(place.local)
        to = str(filled(step.to, scope)).strip() if step.to else recipient(scope)
        values = _values(step, scope)
        asked = {"to": to, "template": step.template, "variables": plain(values)}
        if sent_before(walk, place, asked):
            return True
        mailed = {**scope, **values} if isinstance(step.variables, dict) else scope
        walk.port.mail(_attempt(place), step.template, to, mailed)
        place.mine["asked"] = asked
    return _settled(walk, place)


def http(walk: "Walk", place: Place[Http]) -> bool:
    """Make a web call, and wait for its answer."""
    step = place.step
    if "asked" not in place.mine:
        scope = walk.scope(place.local)
        request = {
            "method": step.method,
            "url": str(filled(step.url, scope)),
            "headers": filled(step.headers, scope),
            "json": plain(filled(step.body, scope)),
        }
        asked = {name: held for name, held in request.items() if name != "headers"}
        if sent_before(walk, place, asked):
            return True
        walk.port.call(_attempt(place), step, request)
        place.mine["asked"] = asked
    return _settled(walk, place)


def sub_workflow(walk: "Walk", place: Place[SubWorkflow]) -> bool:
    """Start another workflow, and wait for its end unless told not to."""
    step = place.step
    if "asked" not in place.mine:
        context = plain(filled(step.context, walk.scope(place.local)))
        run_id = walk.port.child(_attempt(place), step, context)
        place.mine["asked"] = {"workflow": step.workflow, "context": context, "runId": run_id}
    place.input = place.mine["asked"]
    if not step.wait:
        place.output = {"runId": place.input["runId"]}
        return True
    for told in reversed(place.told):
        payload = told["payload"]
        place.output = {"runId": payload.get("runId"), "vars": payload.get("vars", {})}
        if payload.get("status") == "completed":
            return True
        raise Refusal(f"The run of {step.workflow} ended badly: {payload.get('error') or payload.get('state')}")
    return walk.wait(RunState.CHILD, _deadline(place), f"“{step.title}” waits for {step.workflow}")


def sent_before(walk: "Walk", place: Place[Any], asked: Any) -> bool:
    """Whether the run that this one repeats had asked for the very same, and had it: then it is not done again."""
    kept = walk.cursor.reuse.get(place.key)
    if not kept or "same" not in kept or kept["same"] != shown(asked):
        return False
    place.input, place.output = asked, kept["brought"]
    walk.log(place, "completed", 0, reused=True)
    place.mine["logged"] = True
    return True


def _values(step: SendEmail, scope: Any) -> dict[str, Any]:
    """What the mail is given; one is not written where a value is missing that the workflow promises to it."""
    if isinstance(step.variables, dict):
        return filled(step.variables, scope)
    return {path: templates.read(path, scope) for path in step.variables}


def _attempt(place: Place[Any]) -> str:
    tries = place.mine.get("tries", 1)
    return place.key if tries == 1 else f"{place.key}@{tries}"


def _settled(walk: "Walk", place: Place[Any]) -> bool:
    place.input = place.mine["asked"]
    mine = [told["payload"] for told in place.told if told["payload"].get("key") in (None, _attempt(place))]
    for payload in reversed(mine):
        place.mine["outcome"] = {"state": payload["state"], "error": payload.get("error")}
        if payload["state"] != "unknown":
            return _answered(place, cast(dict[str, Any], payload))
    if place.mine.get("outcome", {}).get("state") == "unknown":
        why = place.mine["outcome"].get("error") or "nobody knows whether it happened"
        return walk.wait(RunState.UNKNOWN, None, f"“{place.step.title}”: outcome unknown, decide ({why})")
    return walk.wait(RunState.SENDING, _deadline(place), f"“{place.step.title}” is on its way")


def _answered(place: Place[Any], payload: dict[str, Any]) -> bool:
    place.output = payload.get("answer") or {}
    if payload["state"] == "sent":
        return True
    message = payload.get("error") or "It was refused."
    given_up = message.startswith("Given up")
    raise Refusal(message) if given_up or payload["state"] == "refused" else Outage(message)


def _deadline(place: Place[Any]) -> datetime | None:
    return datetime.fromisoformat(place.mine["deadline"]) if "deadline" in place.mine else None
