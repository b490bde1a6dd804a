"""Actions: whatever the business can do, each defined once and entered through `run`."""

from app.core.actions.registry import Action, Effect, action, field_title, find, hint_from, registered
from app.core.actions.run import Call, Done, run
from app.core.actions.together import together, way_together

__all__ = [
    "Action",
    "Call",
    "Done",
    "Effect",
    "action",
    "field_title",
    "find",
    "hint_from",
    "registered",
    "run",
    "together",
    "way_together",
]
