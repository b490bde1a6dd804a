"""Sales as reports name them; until the shop exists an order is a deal that was won."""

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Metric, Point, Series, find, metric
from app.crm import metrics as crm
from app.crm.metrics.grouping import Line, Rows, ids, lines
from app.crm.metrics.sales import CLOSED, FILTERS, GROUPS, closed, won_rows
from app.crm.models import Deal, Stage, StageKind

READ = Permission.DEALS_READ
FROM = (crm,)


def _same_as(name: str, known: str, title: str, meaning: str) -> None:
    source: Metric = find(known)
    assert source.measure
    row = source.row
    metric(
        name,
        title=title,
        meaning=meaning,
        unit=row.unit,
        permission=source.permission,
        good=row.good,
        groups=row.groups,
        filters=row.filters,
        rows=source.rows,
        compares=source.compares,
    )(source.measure)


_same_as("orders", "wins", "Orders", "How many deals were won; orders of the shop count once there is one.")
_same_as(
    "conversion_rate",
    "lead_conversion",
    "Conversion rate",
    "The share of the leads that came in within the period and have become customers since.",
)


@metric(
    "average_order_value",
    title="Average order value",
    meaning="The amounts of won deals in the organisation's currency, divided by their number.",
    unit="money",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=won_rows,
)
def average_order_value(session: Session, actor: Actor, asked: Asked) -> Series:
    """What a won deal was worth on average."""
    where = [*closed(asked, StageKind.WON), col(Deal.currency) == actor.currency, col(Deal.amount).is_not(None)]
    found = lines(session, actor, asked, Rows(Deal, CLOSED, where), func.sum(col(Deal.amount)), func.count())
    total = _mean([line for line in found if line.figures[1]])
    points = [Point(line.label, line.key, _mean([line]) or Decimal(0)) for line in found if asked.group]
    return Series(points, total)


@metric(
    "customer_count",
    title="Customers",
    meaning="Companies, and people without one, who have won us a deal up to the end of the period.",
    unit="count",
    permission=READ,
    filters=("owner", "product"),
)
def customer_count(session: Session, actor: Actor, asked: Asked) -> Series:
    """How many customers there were at the end of the period."""
    customer: Any = func.coalesce(col(Deal.company_id), col(Deal.contact_id))
    until = [] if asked.period.whole else [asked.period.end > CLOSED]
    won = [col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id, col(Stage.kind) == StageKind.WON]
    where = [*won, CLOSED.is_not(None), *until, *ids(asked, Deal, "owner", "product")]
    return Series([], session.scalar(select(func.count(customer.distinct())).where(*where)) or 0)


def _mean(found: list[Line]) -> Decimal | None:
    count = sum(line.figures[1] for line in found)
    total = sum((line.figures[0] for line in found), Decimal(0))
    return (total / count).quantize(Decimal("0.01")) if count else None
