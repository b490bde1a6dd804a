"""What a metric is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from app.core.metrics.period import Period
from app.core.said import Said

Unit = Literal["money", "count", "percent", "duration"]
Good = Literal["up", "down"]
Value = Decimal | int | float


@dataclass(frozen=True, slots=True)
class Asked:
    """The period, by what to group ("month", "owner"; None for the total alone), and filters by name."""

    period: Period
    group: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: `key` names it for machines (an id, "2017-03"), `label` for people, `more` holds figures beside it.

    Durations are in seconds, percentages from 0 to 100; `href` opens the rows behind it.
    """

    label: str
    key: str
    value: Value
    more: dict[str, Value] = field(default_factory=dict[str, Value])
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The bars in the order in which they are shown, the total of the period (None where nothing was measured).

    `note` says what the reader must know, such as amounts in other currencies that are left out.
    """

    points: list[Point]
    total: Value | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """A metric that the reader may see; `missing` says what it still lacks where it cannot be measured yet."""

    name: str
    title: Said
    meaning: Said
    unit: Unit
    good: Good
    groups: list[str]
    filters: list[str]
    missing: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A metric as measured: its bars, the total, that of the period before, and the change between them in percent."""

    metric: MetricRow
    period: str
    group: str | None
    currency: str | None
    points: list[Point]
    total: Value | None
    previous: Value | None = None
    change: float | None = None
    href: str | None = None
    note: Said = ""
