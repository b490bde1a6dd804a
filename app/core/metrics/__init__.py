"""Metrics: each figure is defined once, with its meaning, unit, rights and good direction."""

from app.core.metrics.figures import Asked, MetricRow, Point, Reading, Series
from app.core.metrics.period import Period
from app.core.metrics.registry import Metric, awaited, find, metric, registered

__all__ = [
    "Asked",
    "Metric",
    "MetricRow",
    "Period",
    "Point",
    "Reading",
    "Series",
    "awaited",
    "find",
    "metric",
    "registered",
]
