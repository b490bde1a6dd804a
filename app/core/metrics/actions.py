"""The doors to the figures."""

from typing import Annotated

from pydantic import Field

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import read as reading
from app.core.metrics.figures import MetricRow, Reading
from app.core.metrics.registry import registered

Short = Annotated[str, Field(max_length=80)]
Filters = Annotated[dict[Short, Annotated[str, Field(max_length=200)]], Field(max_length=20)]


@action("metric.list", permission=Permission.METRICS_READ, effect=Effect.READ, title="List metrics")
def list_(session: Session, actor: Actor) -> list[MetricRow]:
    """All figures that the actor may read, with their meaning; those without a source yet say what they wait for."""
    return [metric.row for metric in registered() if actor.may(metric.permission)]


@action("metric.read", permission=Permission.METRICS_READ, effect=Effect.READ, title="Read a metric")
def read(
    session: Session,
    actor: Actor,
    name: Short,
    period: Short = "this_month",
    group: Short | None = None,
    filters: Filters | None = None,
) -> Reading:
    """A figure for a period (this_month, last_90_days, 2017-Q1, 2017-01-01..2017-03-31, all), in bars if grouped.

    The answer holds the total, that of the period before, and for each bar the page of the rows behind it.
    """
    return reading.read(session, actor, name, period, group, filters or {})
