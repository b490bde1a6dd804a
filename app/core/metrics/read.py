"""Measuring: the rights, the period before, and the way to the rows behind each bar."""

from collections.abc import Mapping
from dataclasses import replace

from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.metrics import period as periods
from app.core.metrics.figures import Asked, Point, Reading, Value
from app.core.metrics.registry import Metric, find


def read(
    session: Session, actor: Actor, name: str, period: str, group: str | None, filters: Mapping[str, str]
) -> Reading:
    """Measure a metric for a period. Raises NotFound, Refused, or Invalid for what the metric does not know."""
    metric = find(name)
    actor.check(metric.permission)
    _check(metric, group, filters)
    asked = Asked(periods.parse(period, actor.zone), group, dict(filters))
    if metric.measure is None:
        return _reading(metric, actor, asked, [], None, note=metric.row.missing)
    series = metric.measure(session, actor, asked)
    points = [replace(point, href=point.href or _href(metric, asked, point.key)) for point in series.points]
    return _reading(metric, actor, asked, points, series.total, _before(session, actor, metric, asked), series.note)


def _check(metric: Metric, group: str | None, filters: Mapping[str, str]) -> None:
    if group is not None and group not in metric.row.groups:
        known = ", ".join(metric.row.groups) or "no grouping"
        raise Invalid(f"{metric.row.title} cannot be grouped by {group[:40]!r}; it knows {known}.")
    if unknown := set(filters) - set(metric.row.filters):
        known = ", ".join(metric.row.filters) or "no filter"
        raise Invalid(f"{metric.row.title} cannot be filtered by {min(unknown)[:40]!r}; it knows {known}.")


def _before(session: Session, actor: Actor, metric: Metric, asked: Asked) -> Value | None:
    earlier = asked.period.before() if metric.compares else None
    if earlier is None or metric.measure is None:
        return None
    return metric.measure(session, actor, Asked(earlier, None, asked.filters)).total


def _href(metric: Metric, asked: Asked, key: str | None) -> str | None:
    return metric.rows(asked, key) if metric.rows else None


def _reading(
    metric: Metric,
    actor: Actor,
    asked: Asked,
    points: list[Point],
    total: Value | None,
    previous: Value | None = None,
    note: str = "",
) -> Reading:
    return Reading(
        metric=metric.row,
        period=str(asked.period),
        group=asked.group,
        currency=actor.currency if metric.row.unit == "money" else None,
        points=points,
        total=total,
        previous=previous,
        change=_change(total, previous),
        href=_href(metric, asked, None),
        note=note,
    )


def _change(total: Value | None, previous: Value | None) -> float | None:
    if total is None or not previous:
        return None
    return round((float(total) - float(previous)) / abs(float(previous)) * 100, 1)
