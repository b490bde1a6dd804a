"""Measuring what a report shows, with the rights of the one for whom it is made."""

from collections.abc import Callable

from app.accounts.models import Tenant
from app.analytics.content import Content, Split, figure
from app.analytics.rules import Shown, group_for
from app.core import times
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.listing import ListQuery, table
from app.core.listing.views import find_view
from app.core.metrics import MetricRow, find
from app.core.metrics.period import parse
from app.core.metrics.read import read

Step = Callable[[str], None]
MOST_ROWS = 50_000


def gather(session: Session, actor: Actor, title: str, shown: Shown, period: str, step: Step) -> Content:
    """All that stands in the report; `step` is told of each part. Raises Refused for what the actor may not read."""
    tenant = session.get(Tenant, actor.tenant_id) if actor.tenant_id else None
    now = times.local(times.utc_now(), times.zone(actor.zone))
    made = Content(
        title=title,
        organisation=tenant.name if tenant else "",
        period=str(parse(period, actor.zone)),
        currency=actor.currency,
        locale=actor.locale,
        made_at=f"{now:%Y-%m-%d %H:%M} ({actor.zone})",
    )
    for name in shown.metrics:
        step(name)
        _measure(session, actor, made, name, shown, period)
    if shown.view:
        step(shown.view)
        _list(session, actor, made, shown)
    return made


def check(actor: Actor, shown: Shown) -> None:
    """Raise Invalid for a metric, list or period that does not exist, Refused for what the actor may not read."""
    if not shown.metrics and not shown.view:
        raise Invalid("A report needs at least one metric or a list.", fields={"metrics": "choose at least one"})
    for name in shown.metrics:
        actor.check(find(name).permission)
    if shown.view:
        actor.check(find_view(shown.view).permission)
    if shown.period:
        parse(shown.period, actor.zone)


def _measure(session: Session, actor: Actor, made: Content, name: str, shown: Shown, period: str) -> None:
    metric = find(name).row
    filters = {key: value for key, value in shown.filters.items() if key in metric.filters}
    made.figures.append(figure(read(session, actor, name, period, None, filters)))
    if metric.missing:
        return
    for dimension in shown.dimensions:
        group = group_for(dimension, metric.groups)
        points: list[tuple[str, int | float]] = []
        if group is not None:
            found = read(session, actor, name, period, group, filters)
            made.splits.append(
                Split(metric, dimension, group, [(p.label, p.value) for p in found.points], _note(dimension, group))
            )
        else:
            made.splits.append(Split(metric, dimension, None, [*points], _lacking(metric, dimension)))


def _note(dimension: str, group: str) -> str:
    near = {"date": "day"}.get(dimension, dimension)
    return "" if group == near else f"By {group}: there is no {dimension.replace('_', ' ')} yet."


def _lacking(metric: MetricRow, dimension: str) -> str:
    return f"{metric.title} cannot be split by {dimension.replace('_', ' ')} yet."


def _list(session: Session, actor: Actor, made: Content, shown: Shown) -> None:
    view = find_view(shown.view or "")
    actor.check(view.permission)
    made.view, made.header = view.title, table.header(view.listing)
    made.rows = list(table.rows(session, view.listing, shown.query or ListQuery(), MOST_ROWS))
