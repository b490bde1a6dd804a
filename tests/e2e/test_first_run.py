"""The first minutes of a new owner: five questions, a home with first steps, and what stands there without data."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.windows import Windows, shot

pytestmark = pytest.mark.e2e
PASSWORD = "correct horse battery"


def answer(page: Page, site: str, start: str) -> str:
    """Answer the five questions; gives the address."""
    email = f"{uuid4().hex}@example.com"
    page.goto(f"{site}/sign-up")
    page.get_by_role("textbox", name="Company").fill("Fern & Daughters")
    page.get_by_role("textbox", name="Your name").fill("Fay Fern")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label(start).check()
    page.get_by_role("button", name="Create company").click()
    expect(page.get_by_role("heading", name=re.compile("Fay"))).to_be_visible()
    return email


def test_sign_up_asks_five_things_and_no_more(site: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site}/sign-up")
    controls = page.locator("form").locator("input:not([type=radio]), fieldset, select, textarea")
    expect(page.get_by_role("button", name="Create company")).to_be_visible()
    assert controls.count() == 5


def test_an_empty_company_starts_with_first_steps(site: str, context: BrowserContext) -> None:
    page = context.new_page()
    answer(page, site, "With my own")
    steps = page.get_by_role("region", name="First steps").or_(page.locator("section", has_text="First steps")).first
    expect(steps.get_by_role("link", name="Invite a colleague")).to_be_visible()
    shot(page, "first-steps")
    page.reload()
    expect(steps).to_be_visible()
    page.get_by_role("button", name="Hide first steps").click()
    expect(steps).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("Fay"))).to_be_visible()
    expect(page.get_by_text("First steps")).to_have_count(0)
    for path, words in {"leads": "Create the first lead", "deals": "Create the first deal"}.items():
        page.goto(f"{site}/{path}")
        expect(page.get_by_role("button", name=words)).to_be_visible()


def test_with_sample_data_the_first_home_has_figures(site: str, context: BrowserContext) -> None:
    page = context.new_page()
    answer(page, site, "With sample data")
    expect(page.get_by_text("Pipeline by stage")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def test_who_visits_first_is_led_to_the_log_in(windows: Windows, open_as: Open) -> None:
    page = open_as(None, "/leads")
    expect(page).to_have_url(re.compile(r"/login/?\?next=%2Fleads"))
    assert "skeleton" not in page.content()
