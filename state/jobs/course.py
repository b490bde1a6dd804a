"""The last minutes of the queue as series of charts."""

from collections.abc import Sequence
from datetime import tzinfo
from statistics import median
from typing import Any

from app.core.queue.series import Minute
from app.core.said import in_english
from state import here

MOST_POINTS = 60
MILLI = 1000

Series = list[dict[str, Any]]


def finished(minutes: Sequence[Minute], zone: tzinfo) -> Series:
    """Jobs finished a minute, and those that failed where there are any."""
    parts = _parts(minutes)
    x = _labels(parts, zone)
    done = {
        "name": here.said(in_english("Done")),
        "x": x,
        "y": [_mean([one.completed for one in part]) for part in parts],
    }
    lost = [_mean([one.failed for one in part]) for part in parts]
    failed = {"name": here.said(in_english("Failed")), "x": x, "y": _near(lost), "tone": "red"}
    return [done, failed] if any(lost) else [done]


def took(minutes: Sequence[Minute], what: str, zone: tzinfo) -> Series:
    """How long they took to begin ("wait") or to end ("run"), in milliseconds: the middle one, and 95 of 100."""
    parts = _parts(minutes)
    x = _labels(parts, zone)
    middle = [_of(part, f"{what}_p50", median) for part in parts]
    most = [_of(part, f"{what}_p95", max) for part in parts]
    return [{"name": "p50", "x": x, "y": middle}, {"name": "p95", "x": x, "y": most}]


def _parts(minutes: Sequence[Minute]) -> list[Sequence[Minute]]:
    size = max(1, -(-len(minutes) // MOST_POINTS))
    return [minutes[at : at + size] for at in range(0, len(minutes), size)]


def _labels(parts: Sequence[Sequence[Minute]], zone: tzinfo) -> list[str]:
    return [part[0].at.astimezone(zone).strftime("%H:%M") for part in parts]


def _near(counts: Sequence[float]) -> list[float | None]:
    """The counts where there are any and just beside; no line along the ground elsewhere."""
    return [count if any(counts[max(0, at - 1) : at + 2]) else None for at, count in enumerate(counts)]


def _mean(counts: Sequence[int]) -> float:
    return round(sum(counts) / len(counts), 2)


def _of(part: Sequence[Minute], name: str, pick: Any) -> float | None:
    known = [value for value in (getattr(one, name) for one in part) if value is not None]
    return round(pick(known) * MILLI, 1) if known else None
