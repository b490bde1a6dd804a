"""Home in a real browser: what it says of a new company, and the way from each figure to its rows."""

import re

import pytest
from playwright.sync_api import expect

from app.core.actions import run
from app.core.actor import Actor
from app.core.times import utc_now
from app.crm import deal_moves, deals, tasks
from tests.e2e.bringing import bars_across, plotted
from tests.e2e.conftest import Open
from tests.e2e.windows import shot

pytestmark = pytest.mark.e2e


def test_a_new_company_sees_first_steps_and_can_fill_itself(open_as: Open, founder: Actor) -> None:
    page = open_as(founder)
    expect(page.get_by_text("First steps")).to_be_visible()
    expect(page.get_by_text("Your figures stand here as soon as there are leads or deals.")).to_be_visible()
    shot(page, "home-new")
    page.get_by_role("button", name="Show me with sample data").click()
    expect(page.get_by_text("Revenue won and expected")).to_be_visible()
    expect(page.locator(".stat strong").first).to_contain_text(re.compile(r"\d"))
    page.get_by_role("button", name="Hide first steps").click()
    expect(page.get_by_text("First steps")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Pipeline by stage")).to_be_visible()
    expect(page.get_by_text("First steps")).to_have_count(0)


def test_every_figure_opens_its_rows(open_as: Open, founder: Actor) -> None:
    for name, amount in (("Alder roof", "1000"), ("Birch floor", "2500")):
        made = run(founder, deals.create, {"name": name, "amount": amount}).value
    run(founder, deal_moves.win, {"id": made.id})
    page = open_as(founder)
    card = page.locator(".stat", has_text="Revenue won")
    expect(card.locator("strong")).to_contain_text("2,500")
    shot(page, "home")
    card.click()
    expect(page.get_by_role("row", name=re.compile("Birch floor"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Alder roof"))).to_have_count(0)
    page.go_back()
    assert plotted(page, "Pipeline by stage") == {"Qualified": 1000}
    bars_across(page, "Pipeline by stage").first.click(force=True)
    expect(page.get_by_role("row", name=re.compile("Alder roof"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Birch floor"))).to_have_count(0)
    page.go_back()
    bar = page.get_by_label("Revenue won and expected").locator(".plot .point path").nth(8)
    expect(bar).to_be_visible()
    bar.click(force=True)
    expect(page.get_by_role("row", name=re.compile("Birch floor"))).to_be_visible()


def test_every_chart_across_opens_its_rows_by_mouse_by_name_and_by_keyboard(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/?period=all")
    for name in ("Pipeline by stage", "Leads by source", "Load of the team"):
        figures = plotted(page, name)
        assert bars_across(page, name).count() == page.get_by_role("figure", name=name).locator("tbody tr").count()
        assert figures, name
    shot(page, "home-charts")
    load = page.get_by_role("figure", name="Load of the team")
    load.locator(".annotation-text", has_text="Jonas Weber").click(force=True)
    expect(page.get_by_role("main").get_by_text("Jonas Weber").first).to_be_visible()
    expect(page).to_have_url(re.compile("owner_id"))
    page.go_back()
    bars_across(page, "Leads by source").nth(1).click(force=True)
    expect(page).to_have_url(re.compile("/leads"))
    page.go_back()
    bars_across(page, "Pipeline by stage")
    way = page.get_by_role("figure", name="Pipeline by stage").get_by_role("link").first
    way.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    shot(page, "home-keyboard")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/deals/list"))


def test_the_period_stands_in_the_address(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/?period=all")
    expect(page.get_by_role("button", name="Period")).to_contain_text("All time")
    page.get_by_role("button", name="Period").click()
    page.get_by_role("menuitem", name="This year").click()
    expect(page).to_have_url(re.compile("period=this_year"))


def test_a_late_task_is_done_from_home_and_taken_back(open_as: Open, founder: Actor) -> None:
    run(founder, deals.create, {"name": "Alder roof"})
    run(founder, tasks.create, {"title": "Ring the architect", "due_at": utc_now().replace(year=2020).isoformat()})
    page = open_as(founder)
    needs = page.locator(".card", has_text="Needs you")
    expect(needs).to_contain_text("Ring the architect")
    needs.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Completed “Ring the architect”")).to_be_visible()
    expect(needs).to_contain_text("Nothing waits for you.")
    page.get_by_role("button", name="Undo").click()
    expect(needs).to_contain_text("Ring the architect")


def test_home_fits_a_small_screen(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/", width=390, height=844)
    expect(page.get_by_text("Load of the team")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "home-small")
