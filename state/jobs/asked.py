"""What the page of jobs is asked for, as its address holds it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

VIEWS = ("failed", "waiting", "running", "scheduled", "done", "cancelled")
SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}


def read(given: Mapping[str, Any]) -> dict[str, str]:
    """The parts of an address that mean something: state, kind, made, text and cursor."""
    parts = {name: str(given.get(name, ""))[:200] for name in ("state", "kind", "made", "text", "cursor")}
    parts["state"] = parts["state"] if parts["state"] in VIEWS else ""
    parts["made"] = parts["made"] if parts["made"] in SPANS else ""
    return parts


def narrowed(parts: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The filter of the actions on jobs for these parts."""
    since = (now - SPANS[parts["made"]]).isoformat() if parts["made"] else None
    asked = {"view": parts["state"], "job_type": parts["kind"], "text": parts["text"].strip(), "since": since}
    return {name: value for name, value in asked.items() if value}
