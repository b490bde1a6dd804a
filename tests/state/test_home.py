"""What home reads and how it says it."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from reflex.state import State

from app import features
from app.core import actions
from app.core.access import Permission
from app.core.actor import Actor
from app.core.metrics import MetricRow, Reading
from app.core.settings import Settings
from state import here
from state.home import figures, words
from state.home.page import HomeState
from tests.factories.logins import signed_up
from tests.factories.people import colleague

TODAY = date(2026, 11, 21)


@pytest.fixture
def founder(house: Settings) -> Actor:
    """The owner of an organisation as signing up leaves it."""
    return signed_up()[0]


def home_of(actor: Actor) -> Any:
    """The home page of an actor, filled."""
    here.enter(actor)
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    found: Any = next(state for state in root.substates.values() if isinstance(state, HomeState))
    call(found, "refresh")
    return found


def call(home: Any, name: str, *args: Any) -> Any:
    """Call a handler as an event would."""
    return asyncio.run(HomeState.event_handlers[name].fn(home, *args))


def reading(unit: Any, total: Any, previous: Any, good: Any = "up") -> Reading:
    """A measured total."""
    row = MetricRow(name="m", title="M", meaning="", unit=unit, good=good, groups=[], filters=[])
    change = round((total - previous) / previous * 100, 1) if previous and total else None
    return Reading(
        metric=row, period="", group=None, currency=None, points=[], total=total, previous=previous, change=change
    )


def test_a_new_company_has_no_figures_but_first_steps(founder: Actor) -> None:
    home = home_of(founder)
    assert home.bare
    assert not home.waiting
    assert [step["done"] for step in home.steps][:2] == [False, False]
    call(home, "dismiss")
    assert home.steps == []


def test_figures_follow_what_was_sold(founder: Actor) -> None:
    made = actions.run(founder, features.deals.create, {"name": "Roof", "amount": "1200"}).value
    actions.run(founder, features.deals.create, {"name": "Floor", "amount": "800"})
    actions.run(founder, features.deal_moves.win, {"id": made.id})
    home = home_of(founder)
    assert not home.bare
    assert home.stats[0]["value"] == "€1,200"
    assert home.stats[0]["href"].startswith("/deals/list?where=")
    assert (home.stages[0]["x"][0], home.stages[0]["text"][0]) == ("Qualified", "€800")
    won = home.revenue[0]
    assert (won["name"], sum(won["y"]), len(won["x"])) == ("Won", 1200.0, figures.BACK + 1)
    assert home.wins[0]["y"][-1] == 1.0


def test_what_waits_has_one_way_out_each(founder: Actor) -> None:
    for title in ("One", "Two", "Three"):
        actions.run(founder, features.tasks.create, {"title": title, "due_at": "2020-01-01T09:00:00Z"})
    actions.run(founder, features.deals.create, {"name": "Late", "amount": "5", "expected_on": "2020-01-01"})
    home = home_of(founder)
    assert [one["kind"] for one in home.waiting] == ["task", "task", "tasks", "deal"]
    assert home.waiting[2]["count"] == 1
    call(home, "complete", home.waiting[0]["id"])
    assert [one["kind"] for one in home.waiting] == ["task", "task", "deal"]


def test_those_who_may_see_little_are_shown_little(founder: Actor) -> None:
    few = frozenset({Permission.METRICS_READ, Permission.LEADS_READ})
    home = home_of(colleague(founder, "Lea Leads", "viewer", few))
    assert [one["id"] for one in home.stats] == ["leads", "first_response"]
    assert (home.revenue, home.stages, home.team, home.running) == ([], [], [], [])


@pytest.mark.parametrize("period", figures.PERIODS)
def test_every_period_can_be_read(founder: Actor, period: str) -> None:
    home = home_of(founder)
    assert period == "this_month" or f"period={period}" in str(call(home, "show_period", period))
    assert home.period == period


def test_periods_that_do_not_exist_are_this_month(founder: Actor) -> None:
    home = home_of(founder)
    call(home, "show_period", "'; drop table deal")
    assert home.period == "this_month"


def test_the_course_of_a_month_looks_back_and_ahead() -> None:
    of = figures.course("this_month", TODAY)
    assert (of.past, of.ahead) == ("2026-03-01..2026-11-30", "2026-03-01..2027-02-28")
    assert of.now(TODAY) == "2026-11"
    assert figures.course("all", TODAY).now(TODAY) == "2026 Q4"


@pytest.mark.parametrize(
    ("unit", "total", "previous", "good", "text", "tone"),
    [
        ("money", Decimal(120), Decimal(100), "up", "+20%", "green"),
        ("count", 80, 100, "up", "−20%", "red"),
        ("percent", 31.0, 35.0, "up", "−4 pt", "red"),
        ("duration", 4320, 5640, "down", "−22 m", "green"),
        ("count", 5, 5, "up", "±0%", "grey"),
        ("count", 5, 0, "up", "", "grey"),
        ("duration", None, 60, "down", "", "grey"),
    ],
)
def test_changes_say_whether_they_are_good(
    unit: str, total: Any, previous: Any, good: str, text: str, tone: str, founder: Actor
) -> None:
    assert words.change(reading(unit, total, previous, good), founder) == (text, tone)


def test_durations_name_their_two_largest_units() -> None:
    assert [words.duration(seconds) for seconds in (59, 4320, 7200, 90_000)] == ["0 m", "1 h 12 m", "2 h", "1 d 1 h"]
