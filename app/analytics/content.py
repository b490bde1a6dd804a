"""What stands in a report, before it is written in any form."""

from dataclasses import dataclass, field
from typing import Any

from app.core.metrics.figures import MetricRow, Reading, Value


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric of the report: its total, that of the period before; `note` says what the reader must know."""

    metric: MetricRow
    total: Value | None
    previous: Value | None
    change: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Split:
    """One metric by one dimension; `group` is the grouping that was used, None where there is none."""

    metric: MetricRow
    dimension: str
    group: str | None
    points: list[tuple[str, Value]]
    note: str


@dataclass(slots=True)
class Content:
    """A whole report: figures and splits, or the rows of a list; `count` is how many rows the list has in all."""

    title: str
    organisation: str
    period: str
    currency: str
    locale: str
    made_at: str
    figures: list[Figure] = field(default_factory=list[Figure])
    splits: list[Split] = field(default_factory=list[Split])
    view: str = ""
    header: list[str] = field(default_factory=list[str])
    rows: list[list[Any]] = field(default_factory=list[list[Any]])


def figure(reading: Reading) -> Figure:
    """The figure that a reading of a metric holds."""
    missing = reading.metric.missing
    note = f"Not measured yet: {missing}" if missing else reading.note
    return Figure(reading.metric, reading.total, reading.previous, reading.change, note)
