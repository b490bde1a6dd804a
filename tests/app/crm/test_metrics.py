"""The figures of the CRM, counted by hand on a few deals and leads."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest

from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Invalid
from app.core.metrics import Reading, registered
from app.core.metrics.actions import read
from app.crm import deals, leads, metrics
from app.crm.models import Deal, Lead, Pipeline, Product, Stage, Task
from tests.factories.people import colleague

JANUARY, MARCH, APRIL = (
    datetime(2017, 1, 31, tzinfo=UTC),
    datetime(2017, 3, 5, tzinfo=UTC),
    datetime(2017, 4, 1, tzinfo=UTC),
)
STAGES = {"open": 40, "late": 70, "won": 100, "lost": 0}


@pytest.fixture
def sales(owner: Actor) -> dict[str, UUID]:
    """Four deals of two people and two products: 100 and 50 won, 30 lost, 200 open; and 999 dollars won."""
    luis = colleague(owner, "Luis", "manager")
    with open_session(owner) as session:
        pipeline, tea, cups = Pipeline(name="Sales"), Product(name="Tea"), Product(name="Cups")
        session.add_all([pipeline, tea, cups])
        session.flush()
        stages = {
            name: Stage(pipeline_id=pipeline.id, name=name, probability=chance, position=place, kind=name)
            for place, (name, chance) in enumerate(STAGES.items())
        }
        stages["late"].kind = "open"
        session.add_all(stages.values())
        session.flush()
        lines: list[tuple[str, int, Product | None, Actor, datetime | None, str]] = [
            ("won", 100, tea, owner, JANUARY, "EUR"),
            ("won", 50, cups, luis, MARCH, "EUR"),
            ("lost", 30, tea, luis, MARCH, "EUR"),
            ("won", 999, tea, owner, MARCH, "USD"),
            ("open", 200, None, luis, None, "EUR"),
        ]
        for stage, amount, product, who, closed, currency in lines:
            session.add(
                Deal(
                    name=f"{stage} {amount}",
                    pipeline_id=pipeline.id,
                    stage_id=stages[stage].id,
                    amount=Decimal(amount),
                    currency=currency,
                    product_id=product.id if product else None,
                    owner_id=who.member_id,
                    closed_at=closed,
                    expected_on=None if closed else APRIL.date(),
                )
            )
        session.flush()
        assert luis.member_id
        return {"luis": luis.member_id, "tea": tea.id, "cups": cups.id, "open": stages["open"].id}


def measure(actor: Actor, name: str, **asked: Any) -> Reading:
    return actions.run(actor, read, {"name": name, "period": "all", **asked}).value


def bars(reading: Reading) -> list[tuple[str, Any]]:
    return [(point.label, point.value) for point in reading.points]


def behind(actor: Actor, href: str | None) -> list[str]:
    """The names of the rows on the page that a bar opens."""
    assert href
    page = urlsplit(href)
    rules = json.loads(parse_qs(page.query)["where"][0]) if "where" in page.query else None
    where = [{key: rule[key] for key in ("field", "operator", "value")} for rule in rules] if rules else None
    list_: Any = {"/deals/list": deals.list_, "/leads": leads.list_}[page.path]
    return sorted(row.name for row in actions.run(actor, list_, {"query": {"where": where}}).value.items)


@pytest.mark.usefixtures("sales")
def test_revenue_counts_won_deals_in_the_own_currency(owner: Actor) -> None:
    found = measure(owner, "revenue", group="month")
    assert found.total == Decimal(150)
    assert bars(found) == [("Jan 2017", 100), ("Feb 2017", 0), ("Mar 2017", 50)]
    assert "999" in found.note


@pytest.mark.usefixtures("sales")
def test_revenue_by_quarter_and_by_agent(owner: Actor) -> None:
    assert bars(measure(owner, "revenue", group="quarter")) == [("2017-Q1".replace("-", " "), 150)]
    assert bars(measure(owner, "revenue", group="owner")) == [(owner.name, 100), ("Luis", 50)]
    february = measure(owner, "revenue", period="2017-02")
    assert (february.total, february.previous) == (0, 100)


@pytest.mark.usefixtures("sales")
def test_every_bar_of_revenue_opens_its_deals(owner: Actor) -> None:
    by_month = measure(owner, "revenue", group="month").points
    assert behind(owner, by_month[0].href) == ["won 100"]
    assert behind(owner, by_month[1].href) == []
    by_owner = measure(owner, "revenue", group="owner", period="2017").points
    assert behind(owner, by_owner[1].href) == ["won 50"]


def test_win_rate_by_product(owner: Actor, sales: dict[str, UUID]) -> None:
    found = measure(owner, "win_rate", group="product")
    assert bars(found) == [("Cups", 100.0), ("Tea", 66.67)]
    assert found.total == 75.0
    assert measure(owner, "win_rate", filters={"product": str(sales["cups"])}).total == 100.0
    assert behind(owner, found.points[1].href) == ["lost 30", "won 100", "won 999"]


def test_the_pipeline_shows_every_open_stage(owner: Actor, sales: dict[str, UUID]) -> None:
    found = measure(owner, "pipeline", group="stage")
    assert bars(found) == [("open", 200), ("late", 0)]
    assert found.points[0].more == {"weighted": Decimal("80.00"), "count": 1}
    assert behind(owner, found.points[0].href) == ["open 200"]
    assert measure(owner, "pipeline", filters={"owner": str(owner.member_id)}).total == 0
    assert measure(owner, "pipeline", filters={"owner": str(sales["luis"])}).total == 200


@pytest.mark.usefixtures("sales")
def test_expected_revenue_is_weighted(owner: Actor) -> None:
    found = measure(owner, "expected", group="month", period="2017")
    assert dict(bars(found))["Apr 2017"] == Decimal("80.00")
    assert len(found.points) == 12
    assert behind(owner, found.points[3].href) == ["open 200"]
    assert behind(owner, found.points[4].href) == []


def test_leads_by_source_and_their_first_response(owner: Actor) -> None:
    with open_session(owner) as session:
        for source, minutes in (("web", 10), ("web", 30), ("fair", None)):
            waited = None if minutes is None else JANUARY + timedelta(minutes=minutes)
            session.add(Lead(name=f"{source} {minutes}", source=source, created_at=JANUARY, first_contact=waited))
    found = measure(owner, "leads", group="source")
    assert bars(found) == [("Web", 2), ("Fair", 1)]
    assert behind(owner, found.points[0].href) == ["web 10", "web 30"]
    assert measure(owner, "leads", period="2017-02").total == 0
    assert measure(owner, "first_response").total == 20 * 60
    assert bars(measure(owner, "first_response", group="source")) == [("Web", 20 * 60)]
    assert measure(owner, "first_response", period="2016").total is None
    assert measure(owner, "lead_conversion").total == 0


def test_load_counts_open_work_beside_capacity(owner: Actor, sales: dict[str, UUID]) -> None:
    with open_session(owner) as session:
        session.add(Lead(name="x", owner_id=sales["luis"]))
        session.add(Lead(name="done", owner_id=sales["luis"], state="lost"))
        session.add(Task(title="call", owner_id=owner.member_id, due_at=JANUARY))
    found = {point.label: point for point in measure(owner, "load", group="owner").points}
    assert found["Luis"].more == {"leads": 1, "deals": 1, "tasks": 0, "capacity": 50, "percent": 4, "away": 0}
    assert found[owner.name].value == 1
    assert measure(owner, "overdue_tasks").total == 1


@pytest.mark.usefixtures("sales")
def test_nothing_of_another_tenant_is_counted(other: Actor) -> None:
    for name in ("revenue", "wins", "win_rate", "pipeline", "expected", "leads"):
        assert not measure(other, name).total


def test_too_many_bars_and_ids_that_are_none_are_refused(owner: Actor, sales: dict[str, UUID]) -> None:
    with pytest.raises(Invalid):
        measure(owner, "revenue", group="day", period="2010-01-01..2017-12-31")
    with pytest.raises(Invalid):
        measure(owner, "revenue", filters={"owner": "Luis"})


def test_every_group_of_every_metric_can_be_read(owner: Actor, sales: dict[str, UUID]) -> None:
    assert metrics.__all__
    for metric in registered():
        for group in [None, *metric.row.groups]:
            if not metric.row.name.startswith("test."):
                measure(owner, metric.row.name, group=group, period="2017-Q1")
