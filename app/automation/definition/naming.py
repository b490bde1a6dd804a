"""What people call a step that nobody has named: what it does, as the canvas says it."""

from typing import Any

from app.core.actions import find
from app.core.errors import AppError

TITLES = {
    "wait": "Wait",
    "waitForEvent": "Wait for an event",
    "sendEmail": "Send e-mail",
    "condition": "Condition",
    "branch": "Branch",
    "parallel": "Side by side",
    "loop": "For each",
    "approval": "Ask for approval",
    "workflow": "Other workflow",
    "http": "Web call",
    "set": "Set values",
    "stop": "Stop",
}
DETAILS = {
    "wait": "duration",
    "waitForEvent": "event",
    "sendEmail": "template",
    "condition": "check",
    "workflow": "workflow",
}


def called(step: Any) -> str:
    """Its kind with the one value that tells it from others of its kind, or the title of its action."""
    if step.type not in TITLES:
        return _title(str(getattr(step, "action", None) or step.type))
    detail = getattr(step, DETAILS.get(step.type, ""), None)
    return f"{TITLES[step.type]}: {detail}" if detail else TITLES[step.type]


def _title(action: str) -> str:
    try:
        return find(action).title
    except AppError:
        return action
