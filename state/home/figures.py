"""What the home page reads of the metrics, and how its charts show it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.core import times
from app.core.actor import Actor
from app.core.metrics import Point, Reading
from app.core.said import in_english
from state import here
from state.home import words

PERIODS = ("this_month", "this_quarter", "this_year", "last_12_months", "all")
BACK, AHEAD = 8, 3
MONTH = re.compile(r"\d{4}-\d\d")
STATS = ("revenue", "leads", "win_rate", "first_response")
Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Course:
    """The spans of time over which charts show what was and what is expected, and the width of their bars."""

    past: str
    ahead: str
    group: str

    def now(self, today: date) -> str:
        """The key of the bar that holds today."""
        unit: Any = self.group
        return times.bucket_name(unit, today)


def course(period: str, today: date) -> Course:
    """The course beside a period: some months around now for a short one, else the period itself."""
    if period == "all":
        return Course(period, period, "quarter")
    if period in ("this_year", "last_12_months"):
        return Course(period, period, "month")
    month = times.start_of("month", today)
    first = times.shifted("month", month, -BACK)
    past, ahead = (times.shifted("day", times.shifted("month", month, more), -1) for more in (1, AHEAD + 1))
    return Course(f"{first}..{past}", f"{first}..{ahead}", "month")


def asked(period: str, of: Course) -> dict[str, dict[str, Any]]:
    """Every reading that the page needs, by name."""
    totals = {name: {"name": name, "period": period} for name in STATS}
    courses = {f"{name} course": {"name": name, "period": of.past, "group": of.group} for name in (*STATS, "wins")}
    now: dict[str, dict[str, Any]] = {
        "expected": {"name": "expected", "period": of.ahead, "group": of.group},
        "stages": {"name": "pipeline", "period": "all", "group": "stage"},
        "sources": {"name": "leads", "period": period, "group": "source"},
        "team": {"name": "load", "period": "all", "group": "owner"},
    }
    return {**totals, **courses, **now}


def stats(found: Readings, of: Course, today: date, actor: Actor) -> list[dict[str, Any]]:
    """The cards on top, those that the person may read."""
    return [_stat(found[name], found[f"{name} course"], of.now(today), actor) for name in STATS if name in found]


def _stat(total: Reading, line: Reading, now: str, actor: Actor) -> dict[str, Any]:
    delta, tone = words.change(total, actor)
    return {
        "id": total.metric.name,
        "title": total.metric.title,
        "meaning": " ".join(filter(None, (total.metric.meaning, total.note))),
        "value": words.figure(total.total, total.metric.unit, actor),
        "delta": delta,
        "tone": tone,
        "spark": [float(point.value) for point in line.points if point.key <= now],
        "href": total.href or "",
    }


def revenue(found: Readings) -> list[dict[str, Any]]:
    """What was won and what is expected, bar by bar."""
    won, ahead = found.get("revenue course"), found.get("expected")
    if won is None or ahead is None:
        return []
    points = {point.key: point for point in (*won.points, *ahead.points)}
    keys = sorted(points)
    labels = _labels([points[key] for key in keys])
    parts = ((here.said(in_english("Won")), won, ""), (here.said(in_english("Expected")), ahead, "quiet"))
    return [{"name": name, "x": labels, **_bars(reading.points, keys), "tone": tone} for name, reading, tone in parts]


def _bars(points: Sequence[Point], keys: Sequence[str]) -> dict[str, Any]:
    have = {point.key: point for point in points}
    shown = [have.get(key) for key in keys]
    values = [float(point.value) if point else 0 for point in shown]
    return {"y": values, "custom": [(point.href if point else None) or "" for point in shown]}


def _labels(points: Sequence[Point]) -> list[str]:
    """Months without their year where the bars do not span more than one of each; narrow screens have no room."""
    short = [point.label.split()[0] if MONTH.fullmatch(point.key) else point.label for point in points]
    whole = [point.label for point in points]
    return [long if name in short[:at] else name for at, (name, long) in enumerate(zip(short, whole, strict=True))]


def wins(found: Readings) -> list[dict[str, Any]]:
    """How many deals were won, bar by bar."""
    reading = found.get("wins course")
    if reading is None or not reading.points:
        return []
    keys = [point.key for point in reading.points]
    return [{"name": "", "x": _labels(reading.points), **_bars(reading.points, keys), "tone": ""}]


def across(reading: Reading | None, actor: Actor, most: int = 7) -> list[dict[str, Any]]:
    """Bars across, each with its figure."""
    points, unit = _worth(reading.points[:most], reading.metric.unit) if reading else ([], "count")
    return _rows(points, [words.figure(point.value, unit, actor) for point in points])


def _rows(points: Sequence[Point], said: Sequence[str]) -> list[dict[str, Any]]:
    if not points:
        return []
    values = [float(point.value) for point in points]
    names, ways = [point.label for point in points], [point.href or "" for point in points]
    return [{"name": "", "x": names, "y": values, "text": list(said), "custom": ways}]


def _worth(points: Sequence[Point], unit: str) -> tuple[Sequence[Point], str]:
    """The points, counted where they are many but none has an amount (imported deals may carry none)."""
    counted = [replace(point, value=point.more["count"]) for point in points if "count" in point.more]
    bare = len(counted) == len(points) and not any(point.value for point in points)
    return (counted, "count") if bare and counted else (points, unit)


def team(reading: Reading | None, most: int = 7) -> list[dict[str, Any]]:
    """What each person carries in terms of what they can; red beyond it."""
    points = reading.points[:most] if reading else []
    shares = [int(point.more["percent"]) for point in points]
    rows = _rows(points, [f"{share} %" for share in shares])
    tones = ["red" if share > 100 else "" for share in shares]
    names = [point.label + (" (away)" if point.more.get("away") else "") for point in points]
    return [{**row, "x": names, "y": shares, "tones": tones, "top": 100} for row in rows]
