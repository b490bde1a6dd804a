"""What is under way: the pipeline as it stands, and what is expected of it."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Point, Series, metric
from app.crm.metrics import links
from app.crm.metrics.grouping import NONE, TIMES, Line, Rows, every_bucket, ids, lines, period_of
from app.crm.metrics.sales import ZERO, note
from app.crm.models import Deal, Stage, StageKind

READ = Permission.DEALS_READ
FILTERS = ("owner", "product", "company", "pipeline")
EXPECTED: Any = col(Deal.expected_on)
AMOUNT: Any = func.coalesce(col(Deal.amount), 0)
FIGURES = [
    func.coalesce(func.sum(AMOUNT), 0),
    func.coalesce(func.sum(func.round(AMOUNT * col(Stage.probability) / 100, 2)), 0),
    func.count(),
]
OPEN = links.rule("state", StageKind.OPEN.value)


def opened(asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions for deals under way."""
    stage = and_(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id)
    return [stage, col(Stage.kind) == StageKind.OPEN.value, *ids(asked, Deal, *FILTERS)]


def _more(asked: Asked, key: str | None) -> list[links.Rule]:
    named = [] if key is None or asked.group is None or asked.group in TIMES else [links.same(f"{asked.group}_id", key)]
    return [*named, *(links.same(f"{name}_id", value) for name, value in asked.filters.items())]


def pipeline_rows(asked: Asked, key: str | None) -> str:
    """The list of open deals behind a bar."""
    return links.deals(OPEN, *_more(asked, key))


def expected_rows(asked: Asked, key: str | None) -> str:
    """The list of open deals that are expected to close within the bar's time."""
    period = period_of(asked, key) if key is not None and asked.group in TIMES else asked.period
    return links.deals(OPEN, *links.within("expected_on", period), *_more(asked, key))


@metric(
    "pipeline",
    title="Open pipeline",
    meaning="The amounts of all open deals as they stand now; beside them weighted by the chance of their stage.",
    unit="money",
    permission=READ,
    groups=("stage", "owner", "product", "company"),
    filters=FILTERS,
    rows=pipeline_rows,
    compares=False,
)
def pipeline(session: Session, actor: Actor, asked: Asked) -> Series:
    """Open deals with count, total and weighted total."""
    mine = col(Deal.currency) == actor.currency
    found = lines(session, actor, asked, Rows(Deal, EXPECTED, [*opened(asked), mine]), *FIGURES)
    if asked.group == "stage":
        found = _in_order(session, found, asked)
    total = sum((line.figures[0] for line in found), ZERO)
    return Series([_point(line) for line in found] if asked.group else [], total, _others(session, actor, asked))


@metric(
    "expected",
    title="Revenue expected",
    meaning="Open deals by the day they are expected to close, weighted by the chance of their stage.",
    unit="money",
    permission=READ,
    groups=("day", "week", "month", "quarter", "year", "owner", "product"),
    filters=FILTERS,
    rows=expected_rows,
    compares=False,
)
def expected(session: Session, actor: Actor, asked: Asked) -> Series:
    """The weighted amounts of open deals."""
    mine, period = col(Deal.currency) == actor.currency, asked.period
    due = EXPECTED.is_not(None) if period.whole else EXPECTED.between(period.first, period.last)
    figures = [FIGURES[1], FIGURES[0], FIGURES[2]]
    found = lines(session, actor, asked, Rows(Deal, EXPECTED, [*opened(asked), mine, due]), *figures)
    total = sum((line.figures[0] for line in found), ZERO)
    shown = every_bucket(asked, actor, found, (ZERO, ZERO, 0)) if asked.group else []
    points = [_of(line, ("total", line.figures[1]), ("count", line.figures[2])) for line in shown]
    return Series(points, total, _others(session, actor, asked))


def _point(line: Line) -> Point:
    return _of(line, ("weighted", line.figures[1]), ("count", line.figures[2]))


def _of(line: Line, *more: tuple[str, Any]) -> Point:
    return Point(line.label, line.key, line.figures[0], dict(more))


def _in_order(session: Session, found: list[Line], asked: Asked) -> list[Line]:
    """All open stages in the order of their pipeline, those without deals too."""
    stages = select(col(Stage.id), col(Stage.name)).where(col(Stage.kind) == StageKind.OPEN.value)
    if "pipeline" in asked.filters and asked.filters["pipeline"] != NONE:
        stages = stages.where(col(Stage.pipeline_id) == asked.filters["pipeline"])
    have = {line.key: line for line in found}
    ordered = session.execute(stages.order_by(col(Stage.pipeline_id), col(Stage.position), col(Stage.id)))
    return [have.get(str(id_)) or Line(str(id_), name, (ZERO, ZERO, 0)) for id_, name in ordered]


def _others(session: Session, actor: Actor, asked: Asked) -> str:
    found = session.execute(
        select(col(Deal.currency), func.sum(AMOUNT))
        .where(*opened(asked), col(Deal.currency) != actor.currency)
        .group_by(col(Deal.currency))
        .order_by(col(Deal.currency))
    )
    return note(actor, {currency: total or Decimal(0) for currency, total in found})
