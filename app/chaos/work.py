"""The workflow that runs in the storm: five steps, four of them an entry, and a timer in the middle."""

from typing import Any

from app.automation import workflows
from app.chaos.feeding import EVENT
from app.core.actions import run
from app.core.actor import Actor

ENTRIES = ("a", "b", "c", "d")


def _entry(name: str) -> dict[str, Any]:
    return {"type": "chaos.enter", "id": name, "key": f"run {{{{ n }}}} {name}"}


STEPS = [_entry("a"), _entry("b"), {"type": "wait", "duration": "1s"}, _entry("c"), _entry("d")]


def publish(actor: Actor) -> None:
    """Make the workflow, which each event of the storm starts once."""
    given = {
        "name": "Storm",
        "trigger_type": "event",
        "trigger_config": {"event": EVENT, "sample": {"n": 1}},
        "steps": STEPS,
        "publish": True,
    }
    run(actor, workflows.create, given)
