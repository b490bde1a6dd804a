"""The definition of a workflow: read from JSON, walked, checked."""

from app.automation.definition.checking import Problem, check, check_raw, refuse
from app.automation.definition.deciding import Approval, Branch, Case, Condition, Lane, Loop, Parallel, Whom
from app.automation.definition.definition import Definition
from app.automation.definition.doing import Act, Http, SendEmail, Set, Stop, SubWorkflow, Wait, WaitForEvent
from app.automation.definition.durations import span, told
from app.automation.definition.kinds import KINDS
from app.automation.definition.parse import parse
from app.automation.definition.settings import Batch, Enrolment, Schedule, Settings
from app.automation.definition.step import OnError, Retry, Step, Steps
from app.automation.definition.trigger import TriggerConfig, canonical, events_of
from app.automation.definition.walk import walk

__all__ = [
    "KINDS",
    "Act",
    "Approval",
    "Batch",
    "Branch",
    "Case",
    "Condition",
    "Definition",
    "Enrolment",
    "Http",
    "Lane",
    "Loop",
    "OnError",
    "Parallel",
    "Problem",
    "Retry",
    "Schedule",
    "SendEmail",
    "Set",
    "Settings",
    "Step",
    "Steps",
    "Stop",
    "SubWorkflow",
    "TriggerConfig",
    "Wait",
    "WaitForEvent",
    "Whom",
    "canonical",
    "check",
    "check_raw",
    "events_of",
    "parse",
    "refuse",
    "span",
    "told",
    "walk",
]
