"""How each type of step is taken."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.automation.definition import (
    Act,
    Approval,
    Branch,
    Condition,
    Http,
    Loop,
    Parallel,
    SendEmail,
    Set,
    Step,
    Stop,
    SubWorkflow,
    Wait,
    WaitForEvent,
)
from app.automation.engine.steps import asking, deciding, doing, looping, outside, waiting

if TYPE_CHECKING:
    from app.automation.engine.interpreter import Walk
    from app.automation.engine.place import Place

Handler = Callable[["Walk", "Place[Any]"], bool]

_HANDLERS: dict[type[Step], Handler] = {
    Act: doing.act,
    Approval: asking.approval,
    Branch: deciding.branch,
    Condition: deciding.condition,
    Http: outside.http,
    Loop: looping.loop,
    Parallel: looping.parallel,
    SendEmail: outside.send_email,
    Set: doing.set_values,
    Stop: doing.stop,
    SubWorkflow: outside.sub_workflow,
    Wait: waiting.wait,
    WaitForEvent: waiting.wait_for_event,
}


def handler_of(step: Step) -> Handler:
    """The function that takes steps of this type as far as they go; it returns whether the step is through."""
    return _HANDLERS[type(step)]
