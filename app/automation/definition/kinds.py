"""The types of steps by the name they have in a definition."""

from app.automation.definition.deciding import Approval, Branch, Condition, Loop, Parallel
from app.automation.definition.doing import Act, Http, SendEmail, Set, Stop, SubWorkflow, Wait, WaitForEvent
from app.automation.definition.step import Step

KINDS: dict[str, type[Step]] = {
    "wait": Wait,
    "waitForEvent": WaitForEvent,
    "sendEmail": SendEmail,
    "condition": Condition,
    "branch": Branch,
    "parallel": Parallel,
    "loop": Loop,
    "approval": Approval,
    "workflow": SubWorkflow,
    "http": Http,
    "set": Set,
    "stop": Stop,
    "action": Act,
}
# The fields of each type that hold steps, and those that hold parts with a field `steps`.
LISTS: dict[str, tuple[str, ...]] = {
    "condition": ("ifTrue", "ifFalse"),
    "branch": ("otherwise",),
    "approval": ("ifApproved", "ifRejected"),
    "waitForEvent": ("onTimeout",),
    "loop": ("steps",),
}
CASES: dict[str, tuple[str, ...]] = {"branch": ("branches",), "parallel": ("branches",)}
# What stands beside an action's own name and is the step's, not an argument of the action.
COMMON = frozenset({"id", "type", "name", "delay", "timeout", "retry", "onError", "action", "arguments"})
