"""Figures: periods, rights, comparison, and the way to the rows behind a bar."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core import metrics
from app.core.access import Permission
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound, Refused
from app.core.metrics import Asked, Point, Series, actions
from app.core.metrics.period import Period, parse
from tests.factories.people import colleague

TODAY = date(2026, 3, 31)


def rows_behind(asked: Asked, key: str | None) -> str:
    return f"/deals?month={key}" if key else "/deals"


@metrics.metric(
    "test.revenue",
    title="Revenue",
    meaning="Won deals by the day they were won.",
    unit="money",
    permission=Permission.DEALS_READ,
    groups=["month"],
    filters=["owner"],
    rows=rows_behind,
)
def revenue(session: Session, actor: Actor, asked: Asked) -> Series:
    total = Decimal(150) if asked.period.first.year == 2017 else Decimal(100)
    return Series([Point("March", "2017-03", total)] if asked.group else [], total)


metrics.awaited(
    "test.orders",
    title="Orders",
    meaning="Paid orders.",
    unit="count",
    permission=Permission.METRICS_READ,
    missing="Orders come with the shop.",
)


def read(actor: Actor, name: str = "test.revenue", **more: Any) -> Any:
    return run(actor, actions.read, {"name": name, **more}).value


@pytest.mark.parametrize(
    ("text", "first", "last", "before"),
    [
        ("this_month", "2026-03-01", "2026-03-31", "2026-02-01..2026-02-28"),
        ("last_quarter", "2025-10-01", "2025-12-31", "2025-07-01..2025-09-30"),
        ("this_week", "2026-03-30", "2026-04-05", "2026-03-23..2026-03-29"),
        ("last_30_days", "2026-03-02", "2026-03-31", "2026-01-31..2026-03-01"),
        ("last_1_months", "2026-03-01", "2026-03-31", "2026-02-01..2026-02-28"),
        ("2017", "2017-01-01", "2017-12-31", "2016-01-01..2016-12-31"),
        ("2017-Q4", "2017-10-01", "2017-12-31", "2017-07-01..2017-09-30"),
        ("2016-02", "2016-02-01", "2016-02-29", "2016-01-01..2016-01-31"),
        ("2017-01-02..2017-01-03", "2017-01-02", "2017-01-03", "2016-12-31..2017-01-01"),
    ],
)
def test_periods(text: str, first: str, last: str, before: str) -> None:
    period = parse(text, "UTC", TODAY)
    assert (str(period.first), str(period.last), str(period.before())) == (first, last, before)


def test_all_time_has_nothing_before_it() -> None:
    assert parse("all", "UTC").before() is None


def test_a_period_begins_at_midnight_of_its_zone() -> None:
    period = Period(date(2026, 3, 29), date(2026, 3, 29), "Europe/Berlin")
    assert (period.end - period.start).total_seconds() == 23 * 3600


@pytest.mark.parametrize(
    "text",
    ["", "yesterdayish", "2017-13", "2017-Q5", "2017-02-30..2017-03-01", "2017-03-02..2017-03-01", "last_9999_years"],
)
def test_no_period(text: str) -> None:
    with pytest.raises(Invalid):
        parse(text, "UTC", TODAY)


def test_a_reading_compares_with_the_period_before(owner: Actor) -> None:
    found = read(owner, period="2017", group="month")
    assert (found.total, found.previous, found.change, found.currency) == (150, 100, 50.0, "EUR")
    assert (found.href, found.points[0].href) == ("/deals", "/deals?month=2017-03")


def test_a_metric_without_a_source_says_so(owner: Actor) -> None:
    found = read(owner, "test.orders")
    assert (found.total, found.note) == (None, "Orders come with the shop.")


def test_who_may_read_what(owner: Actor, viewer: Actor, nobody: Actor) -> None:
    blind = colleague(owner, "Bob", permissions=frozenset({Permission.METRICS_READ}))
    names = {row.name for row in run(blind, actions.list_, {}).value}
    assert "test.orders" in names
    assert "test.revenue" not in names
    assert read(viewer).total is not None
    with pytest.raises(Refused):
        read(blind)
    with pytest.raises(Refused):
        read(colleague(owner, "Nil", permissions=frozenset()))


def test_what_a_metric_does_not_know_is_refused(owner: Actor) -> None:
    for wrong in ({"group": "moon"}, {"filters": {"x": "y"}}, {"period": "soon"}):
        with pytest.raises(Invalid):
            read(owner, **wrong)
    with pytest.raises(NotFound):
        read(owner, "nothing")


def test_two_metrics_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="Two metrics"):
        metrics.awaited(
            "test.orders", title="", meaning="", unit="count", permission=Permission.METRICS_READ, missing=""
        )
