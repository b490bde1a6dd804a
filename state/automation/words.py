"""Workflows in a few words."""

from collections.abc import Mapping
from typing import Any

from app.automation.workflow_rows import WorkflowLine

TONES = {"completed": "green", "failed": "red", "pending": "blue", "running": "blue"}


def starts(kind: str, config: Mapping[str, Any]) -> str:
    """What starts a workflow."""
    match kind:
        case "event":
            return str(config.get("event", ""))
        case "database_change":
            return f"{config.get('record') or config.get('table') or ''} {config.get('change') or ''}".strip()
        case "schedule":
            return str(config.get("schedule", ""))
        case _:
            return kind


def state_of(item: WorkflowLine) -> str:
    """Whether a workflow runs, rests or is only a draft."""
    if item.published_version is None:
        return "draft"
    return "active" if item.is_active else "paused"


def dots(item: WorkflowLine) -> list[dict[str, str]]:
    """The last runs as dots, the oldest first."""
    return [{"id": str(run.id), "tone": TONES[run.status], "state": run.state} for run in reversed(item.last_runs)]
