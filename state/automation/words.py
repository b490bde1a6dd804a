"""Workflows in a few words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from cronsim import CronSim, CronSimError

from app.automation.definition.trigger import CHANGES, noun_of
from app.automation.workflow_rows import WorkflowLine
from app.core.actions import registered
from app.core.events import title_of
from app.core.said import in_english
from state import here

TONES = {"completed": "green", "failed": "red", "pending": "blue", "running": "blue"}


def titles(steps: Any) -> dict[str, str]:
    """What people call the actions that these steps (as on the wire) name, wherever they stand."""
    if isinstance(steps, list):
        return {name: title for step in cast(list[Any], steps) for name, title in titles(step).items()}
    if not isinstance(steps, dict):
        return {}
    step = cast(dict[str, Any], steps)
    named = step.get("action") or step.get("type")
    own = {known.name: known.title for known in registered() if known.name == named}
    return {**own, **titles(list(step.values()))}


def starts(kind: str, config: Mapping[str, Any]) -> str:
    """What starts a workflow."""
    match kind:
        case "event":
            return here.said(title_of(str(config.get("event", ""))))
        case "database_change":
            return _changes(str(config.get("record") or config.get("table") or ""), config.get("change"))
        case "schedule":
            return _times(str(config.get("schedule", "")))
        case "webhook":
            return here.said(in_english("A webhook"))
        case _:
            return here.said(in_english("By hand"))


def _changes(table: str, given: str | list[str] | None) -> str:
    changes = [given] if isinstance(given, str) else given or []
    told = f"{noun_of(table)} {', '.join(CHANGES.get(change, change) for change in changes)}".strip()
    return told[:1].upper() + told[1:]


def _times(cron: str) -> str:
    try:
        return CronSim(cron, datetime(2024, 1, 1, tzinfo=UTC)).explain()
    except CronSimError:
        return cron


def state_of(item: WorkflowLine) -> str:
    """Whether a workflow runs, rests or is only a draft."""
    if item.published_version is None:
        return "draft"
    return "active" if item.is_active else "paused"


def dots(item: WorkflowLine) -> list[dict[str, str]]:
    """The last runs as dots, the oldest first."""
    return [{"id": str(run.id), "tone": TONES[run.status], "state": run.state} for run in reversed(item.last_runs)]
