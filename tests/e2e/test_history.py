"""The history, people and lead rules in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from app.core import actions
from app.core.actor import Actor
from app.crm import leads
from tests.e2e.conftest import Open

pytestmark = pytest.mark.e2e


def test_what_was_done_is_found_and_taken_back(open_as: Open, owner: Actor) -> None:
    lead = actions.run(owner, leads.create, {"name": "Marta Jansen", "city": "Bonn"}).value
    actions.run(owner, leads.update, {"id": lead.id, "city": "Ulm"}, why="moved last week")
    page = open_as(owner, "/history")
    page.get_by_label("Search the history").fill("moved")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page).to_have_url(re.compile("search=moved"))
    page.get_by_role("link", name="Edit lead").click()
    expect(page.get_by_text("Bonn")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("This was taken back")).to_be_visible()
    assert actions.run(owner, leads.get, {"id": lead.id}).value.city == "Bonn"
    page.get_by_role("link", name="See the undo").click()
    expect(page.get_by_text("record restored").or_(page.get_by_text("records restored"))).to_be_visible()


def test_a_person_is_added_by_keyboard_and_undone(open_as: Open, owner: Actor) -> None:
    page = open_as(owner, "/settings/people")
    page.get_by_role("button", name="Add without log-in").click()
    page.get_by_label("Name").fill("Tom Okafor")
    page.get_by_label("Capacity").fill("12")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("0 of 12")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Tom Okafor")).to_have_count(0)


def test_a_rule_is_made_and_a_lead_tried(open_as: Open, owner: Actor) -> None:
    page = open_as(owner, "/settings/scoring")
    page.get_by_role("button", name="Rule").first.click()
    page.get_by_label("Name").fill("From Bonn")
    page.get_by_label("Field").select_option("territory")
    page.get_by_label("Comparison").select_option("equals")
    page.get_by_label("Value").fill("Bonn")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Territory is Bonn")).to_be_visible()
    page.locator("input[name=territory]").fill("Bonn")
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.get_by_text("It would")).to_be_visible()
