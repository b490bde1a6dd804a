"""The public lead form: strangers write, the organisation sees a lead at once; programs are told the same and fail."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from app.accounts import tenants
from app.core.actions import run
from app.core.actor import Actor
from app.crm import leads
from tests.e2e.conftest import Open
from tests.e2e.windows import Windows, shot

pytestmark = pytest.mark.e2e
THANKS = "Thank you! We have your message"


def test_a_stranger_becomes_a_lead_that_is_seen_at_once(
    open_as: Open, context: BrowserContext, founder: Actor, site: str
) -> None:
    slug = run(founder, tenants.get, {}).value.slug
    inside, page = open_as(founder, "/leads"), context.new_page()
    expect(inside.get_by_role("button", name="Create the first lead")).to_be_visible()
    page.goto(f"{site}/f/{slug}")
    expect(page.get_by_role("heading", name="Write to Alder & Sons")).to_be_visible()
    page.get_by_label("Your name").fill("Stella Stranger")
    page.get_by_label("E-mail").fill("stella@stranger.example")
    page.get_by_label("What is it about?").fill("A <b>roof</b> for {{ 7*7 }}")
    shot(page, "lead-form")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(THANKS)).to_be_visible()
    expect(inside.get_by_role("row", name=re.compile("Stella Stranger"))).to_be_visible()
    lead = inside.request.get(f"{site}/api/leads").json()["items"][0]
    assert (lead["email"], lead["message"]) == ("stella@stranger.example", "A <b>roof</b> for {{ 7*7 }}")


def test_who_fills_the_hidden_field_leaves_nothing(context: BrowserContext, founder: Actor, site: str) -> None:
    slug = run(founder, tenants.get, {}).value.slug
    body = {"name": "Bot", "email": "bot@bot.example", "website": "http://bot.example"}
    answer = context.request.post(f"{site}/api/forms/{slug}/leads", data=body, headers={"Origin": site})
    assert answer.status == 201
    assert run(founder, leads.count, {}).value.value == 0


def test_a_form_of_nobody_says_so(windows: Windows, context: BrowserContext, site: str) -> None:
    windows.forgive("status of 404")
    page = context.new_page()
    page.goto(f"{site}/f/nobody-at-all")
    expect(page.get_by_role("alert")).to_be_visible()
