"""Leads as people meet them: taken in, scored, given to somebody, found, edited by two at once."""

import re
from typing import Any, cast
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.automation.lead_management.installing import workflow_id
from app.core.actions import find, run
from app.core.actor import Actor
from app.crm import leads
from tests.e2e.conftest import Open
from tests.e2e.windows import shot
from tests.factories.lead_management import live_on
from tests.factories.logins import invited

pytestmark = pytest.mark.e2e
GOOD = {"name": "Marta Jansen", "email": "marta@helio.example", "company_name": "Helio Energy", "role": "Director"}


@pytest.fixture
def lead(founder: Actor) -> Any:
    """A lead of a fresh organisation."""
    return run(founder, leads.create, GOOD).value


def loaded(page: Page, path: str) -> Page:
    """The page once its record is there."""
    expect(page.get_by_role("heading", name="Marta Jansen").first).to_be_visible()
    return page


def test_a_lead_by_form_is_scored_and_given_to_somebody(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/leads")
    page.get_by_role("button", name="Create the first lead").click()
    dialog = page.get_by_role("dialog")
    for label, value in {"Name": "Marta Jansen", "E-mail": "marta@helio.example", "Company": "Helio Energy"}.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_label("Role").fill("Director")
    dialog.get_by_label("Budget").fill("24000")
    dialog.get_by_label("Role").press("Enter")
    expect(dialog).to_be_hidden()
    row = page.get_by_role("row", name=re.compile("Marta Jansen"))
    expect(row).to_contain_text("Being scored…")
    live_on()
    expect(row).to_contain_text("Ada Alder")
    row.get_by_role("link", name="Marta Jansen").click()
    expect(page.get_by_role("heading", name=re.compile(r"Score [1-9]"))).to_be_visible()
    page.get_by_role("button", name=re.compile("lines|The one line")).click()
    expect(page.get_by_role("dialog", name="Why this score")).to_contain_text("Together")
    shot(page, "lead-ledger")
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Facts")).to_contain_text("The only one free")
    page.get_by_role("link", name="Score and assign new leads").click()
    expect(page).to_have_url(re.compile("/runs/"))
    expect(page.get_by_text("Find an owner").first).to_be_visible()


def test_where_the_workflow_is_paused_the_lead_says_so(open_as: Open, founder: Actor, lead: Any) -> None:
    page = loaded(open_as(founder, f"/leads/{lead.id}"), "")
    expect(page.get_by_text("Being scored…")).to_be_visible()
    run(founder, find("workflow.pause"), {"id": workflow_id(cast(UUID, founder.tenant_id))})
    page.reload()
    expect(page.get_by_text("Not scored: the workflow “Score and assign new leads” is paused.")).to_be_visible()
    page.get_by_role("button", name="Score now").click()
    expect(page.get_by_role("heading", name=re.compile(r"Score [1-9]"))).to_be_visible()


def test_two_people_edit_the_same_value_and_the_later_one_is_asked(
    open_as: Open, founder: Actor, lead: Any, site: str
) -> None:
    path = f"/leads/{lead.id}"
    mine, theirs = loaded(open_as(founder, path), path), loaded(open_as(founder, path), path)
    mine.get_by_role("button", name=re.compile("Change Role")).click()
    theirs.get_by_role("button", name=re.compile("Change Role")).click()
    theirs.get_by_role("textbox", name="Role").fill("Chairwoman")
    theirs.get_by_role("textbox", name="Role").press("Enter")
    expect(theirs.get_by_text("Saved “Role”")).to_be_visible()
    mine.get_by_role("textbox", name="Role").fill("Chief of all")
    mine.get_by_role("textbox", name="Role").press("Enter")
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("Chairwoman")
    expect(dialog).to_contain_text("Chief of all")
    assert mine.request.get(f"{site}/api/leads/{lead.id}").json()["role"] == "Chairwoman"
    shot(mine, "conflict")


def test_views_search_and_filters_live_in_the_address(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/leads")
    expect(page.locator("tbody tr").first).to_be_visible()
    first = page.locator("tbody tr").first.get_by_role("link").first.inner_text()
    page.get_by_role("searchbox", name="Search this list").fill(first)
    expect(page).to_have_url(re.compile("search="))
    expect(page.locator("tbody tr").first).to_contain_text(first)
    address = page.url
    again = open_as(showroom, address.removeprefix(page.url.split("/leads")[0]))
    expect(again.locator("tbody tr").first).to_contain_text(first)


def test_many_are_tagged_at_once_and_taken_back_at_once(open_as: Open, founder: Actor, site: str) -> None:
    for number in range(3):
        run(founder, leads.create, {"name": f"Person {number}", "email": f"p{number}@many.example"})
    page = open_as(founder, "/leads")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_label("Select this page").click()
    page.get_by_role("toolbar").get_by_role("button", name="Tag").click()
    page.get_by_role("dialog").get_by_label("Tags").fill("fair")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    toast = page.get_by_role("status").filter(has_text="Tagged 3")
    expect(toast).to_be_visible()
    tags = [one["tags"] for one in page.request.get(f"{site}/api/leads").json()["items"]]
    assert tags == [["fair"]] * 3
    page.locator("body").press("Control+z")
    expect(page.get_by_text("Undone.")).to_be_visible()
    tags = [one["tags"] for one in page.request.get(f"{site}/api/leads").json()["items"]]
    assert tags == [[]] * 3


def test_who_may_only_read_sees_no_way_to_write(open_as: Open, founder: Actor, lead: Any, site: str) -> None:
    page = open_as(invited(founder, "viewer", name="Vera Viewer")[0], "/leads")
    expect(page.get_by_role("row", name=re.compile("Marta Jansen"))).to_be_visible()
    for name in ("Lead", "Import"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    refused = page.request.post(f"{site}/api/leads", data={"name": "Nobody"}, headers={"Origin": site})
    assert refused.status == 403
    page.goto(f"{site}/leads/{lead.id}")
    loaded(page, "")
    expect(page.get_by_role("button", name=re.compile("Convert|Change "))).to_have_count(0)


def test_a_lead_becomes_contact_company_and_deal(open_as: Open, founder: Actor, lead: Any, site: str) -> None:
    page = loaded(open_as(founder, f"/leads/{lead.id}"), "")
    page.get_by_role("button", name="Convert").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Deal").fill("Solar roof")
    dialog.get_by_label("Amount").fill("18000")
    dialog.get_by_role("button", name="Convert").click()
    expect(page.get_by_role("heading", name="Converted to")).to_be_visible()
    deal = page.request.get(f"{site}/api/deals").json()["items"][0]
    assert (deal["name"], deal["companyName"]) == ("Solar roof", "Helio Energy")
