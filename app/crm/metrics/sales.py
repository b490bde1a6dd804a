"""What was won: revenue, wins and the share of deals won."""

from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlmodel import col

from app.core import money
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Point, Series, metric
from app.crm.metrics import links
from app.crm.metrics.grouping import TIMES, Line, Rows, every_bucket, ids, lines, period_of
from app.crm.models import Deal, Stage, StageKind

READ = Permission.DEALS_READ
GROUPS = ("day", "week", "month", "quarter", "year", "owner", "product", "company", "source")
FILTERS = ("owner", "product", "company", "pipeline")
CLOSED: Any = col(Deal.closed_at)
ZERO = Decimal("0.00")


def closed(asked: Asked, *kinds: StageKind) -> list[Any]:
    """The conditions for deals that were closed within the period by a stage of one of the kinds."""
    stage = and_(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id)
    within = [CLOSED.is_not(None)] if asked.period.whole else [asked.period.start <= CLOSED, asked.period.end > CLOSED]
    return [stage, col(Stage.kind).in_([kind.value for kind in kinds]), *within, *ids(asked, Deal, *FILTERS)]


def rows(asked: Asked, key: str | None, *kinds: StageKind) -> str:
    """The list of the deals behind a bar, or behind the total."""
    period, more = asked.period, []
    if key is not None and asked.group in TIMES:
        period = period_of(asked, key)
    elif key is not None and asked.group:
        more = [links.same("source" if asked.group == "source" else f"{asked.group}_id", key)]
    more += [links.same(f"{name}_id", value) for name, value in asked.filters.items()]
    state = links.rule("state", [kind.value for kind in kinds], "in", " or ".join(kinds))
    return links.deals(state, *links.within("closed_at", period), *more)


def won_rows(asked: Asked, key: str | None) -> str:
    """The list of the won deals behind a bar."""
    return rows(asked, key, StageKind.WON)


def closed_rows(asked: Asked, key: str | None) -> str:
    """The list of the won and lost deals behind a bar."""
    return rows(asked, key, StageKind.WON, StageKind.LOST)


@metric(
    "revenue",
    title="Revenue won",
    meaning="The amounts of won deals by the day they were closed, in the organisation's currency.",
    unit="money",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=won_rows,
)
def revenue(session: Session, actor: Actor, asked: Asked) -> Series:
    """The amounts of won deals."""
    mine = col(Deal.currency) == actor.currency
    figures = [func.coalesce(func.sum(col(Deal.amount)), 0), func.count()]
    where = closed(asked, StageKind.WON)
    found = lines(session, actor, asked, Rows(Deal, CLOSED, [*where, mine]), *figures)
    total = sum((line.figures[0] for line in found), ZERO)
    shown = every_bucket(asked, actor, found, (ZERO, 0)) if asked.group else []
    points = [Point(line.label, line.key, line.figures[0], {"wins": line.figures[1]}) for line in shown]
    return Series(points, total, _others(session, actor, where))


@metric(
    "wins",
    title="Deals won",
    meaning="How many deals were won, by the day they were closed.",
    unit="count",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=won_rows,
)
def wins(session: Session, actor: Actor, asked: Asked) -> Series:
    """The number of won deals."""
    found = lines(session, actor, asked, Rows(Deal, CLOSED, closed(asked, StageKind.WON)), func.count())
    total = sum(line.figures[0] for line in found)
    shown = every_bucket(asked, actor, found, (0,)) if asked.group else []
    return Series([Point(line.label, line.key, line.figures[0]) for line in shown], total)


@metric(
    "win_rate",
    title="Win rate",
    meaning="The share of won deals among all that were closed, won or lost.",
    unit="percent",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=closed_rows,
)
def win_rate(session: Session, actor: Actor, asked: Asked) -> Series:
    """Won deals in per cent of closed deals."""
    won = func.count(case((col(Stage.kind) == StageKind.WON.value, 1)))
    where = closed(asked, StageKind.WON, StageKind.LOST)
    found = lines(session, actor, asked, Rows(Deal, CLOSED, where), won, func.count())
    points = [_rate(line) for line in found] if asked.group else []
    if asked.group not in TIMES:
        points.sort(key=lambda point: -point.value)
    return Series(points, _share(sum(line.figures[0] for line in found), sum(line.figures[1] for line in found)))


def _rate(line: Line) -> Point:
    won, all_ = line.figures
    return Point(line.label, line.key, _share(won, all_) or 0.0, {"won": won, "closed": all_})


def _share(won: int, of: int) -> float | None:
    return round(won / of * 100, 2) if of else None


def _others(session: Session, actor: Actor, where: list[Any]) -> str:
    """What is left out because it is in other currencies."""
    found = session.execute(
        select(col(Deal.currency), func.sum(col(Deal.amount)))
        .where(*where, col(Deal.currency) != actor.currency)
        .group_by(col(Deal.currency))
        .order_by(col(Deal.currency))
    )
    return note(actor, {currency: total or ZERO for currency, total in found})


def note(actor: Actor, others: dict[str, Decimal]) -> str:
    """The words that tell of amounts in other currencies; empty where there are none."""
    if not others:
        return ""
    amounts = [money.format_money(money.Money(total, currency), actor.locale) for currency, total in others.items()]
    return f"Not counted: {', '.join(amounts)}"
