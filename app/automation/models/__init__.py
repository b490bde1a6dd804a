"""The tables of automation and the words their columns may hold."""

from app.automation.models.approvals import Approval, ApprovalState
from app.automation.models.missed import MissedEvent
from app.automation.models.runs import Clock, Execution, RunState, Signal, Status, StepLog, Wait
from app.automation.models.workflows import Workflow, WorkflowVersion

__all__ = [
    "Approval",
    "ApprovalState",
    "Clock",
    "Execution",
    "MissedEvent",
    "RunState",
    "Signal",
    "Status",
    "StepLog",
    "Wait",
    "Workflow",
    "WorkflowVersion",
]
