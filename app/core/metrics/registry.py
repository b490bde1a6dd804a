"""The one registry of figures: dashboards, reports, alerts, assistant and API read what is defined here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.metrics.figures import Asked, Good, MetricRow, Series, Unit

Measure = Callable[[Session, Actor, Asked], Series]
# The page that lists the rows behind a bar (or behind the total, where the key is None).
Rows = Callable[[Asked, str | None], str]


@dataclass(frozen=True, eq=False)
class Metric:
    """One figure, with all that its readers need to know; `measure` is None where its source does not exist yet."""

    row: MetricRow
    permission: Permission
    measure: Measure | None
    rows: Rows | None = None
    compares: bool = True


_metrics: dict[str, Metric] = {}


def metric(
    name: str,
    *,
    title: str,
    meaning: str,
    unit: Unit,
    permission: Permission,
    good: Good = "up",
    groups: Sequence[str] = (),
    filters: Sequence[str] = (),
    rows: Rows | None = None,
    compares: bool = True,
) -> Callable[[Measure], Measure]:
    """Register the function below as the metric `name`; `meaning` says in one sentence what is counted and what not.

    A figure that shows how things stand now, whatever the period, does not compare with the period before.
    """

    def register(measure: Measure) -> Measure:
        row = MetricRow(
            name=name,
            title=title,
            meaning=meaning,
            unit=unit,
            good=good,
            groups=list(groups),
            filters=list(filters),
        )
        _add(Metric(row, permission, measure, rows, compares))
        return measure

    return register


def awaited(
    name: str, *, title: str, meaning: str, unit: Unit, permission: Permission, missing: str, good: Good = "up"
) -> None:
    """Register a metric whose source does not exist yet; `missing` says what it waits for."""
    row = MetricRow(
        name=name, title=title, meaning=meaning, unit=unit, good=good, groups=[], filters=[], missing=missing
    )
    _add(Metric(row, permission, None))


def _add(made: Metric) -> None:
    if made.row.name in _metrics:
        raise ValueError(f"Two metrics are called {made.row.name}.")
    _metrics[made.row.name] = made


def find(name: str) -> Metric:
    """The metric of that name; raises NotFound."""
    if name not in _metrics:
        raise NotFound(f"There is no metric called {name[:80]!r}.")
    return _metrics[name]


def registered() -> list[Metric]:
    """All metrics, by name."""
    return [_metrics[name] for name in sorted(_metrics)]
