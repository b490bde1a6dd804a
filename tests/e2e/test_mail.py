"""Mail templates and the outbox in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from app.core import actions
from app.core.actor import Actor
from app.core.mail import template_actions as templates
from app.crm import contacts
from tests.e2e.conftest import Open

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("crew")]


def test_a_template_is_mended_previewed_kept_tested_and_set_back(open_as: Open, owner: Actor) -> None:
    actions.run(owner, contacts.create, {"name": "Zoë Zander", "first_name": "Zoë"})
    page = open_as(owner, "/settings/mail-templates")
    page.get_by_label("Search templates").fill("onboarding first")
    page.get_by_role("link", name="Welcome", exact=True).click()
    letter = page.frame_locator("iframe[title=Preview]")
    expect(letter.get_by_role("heading", name="Welcome, Ann")).to_be_visible()
    page.get_by_role("textbox", name="Body").fill("# Hi {{ user.frist_name }}\n\nGood day.")
    expect(page.get_by_text("Did you mean user.first_name?")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Use user.first_name").click()
    page.get_by_label("Preview with").select_option("contact")
    page.get_by_role("searchbox", name="Search", exact=True).click()
    page.get_by_role("button", name=re.compile("Zoë Zander")).click()
    expect(letter.get_by_role("heading", name="Hi Zoë")).to_be_visible()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("lies in the outbox")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("“Welcome” is saved.")).to_be_visible()
    assert actions.run(owner, templates.get, {"name": "welcome"}).value.origin == "edited"
    page.get_by_role("button", name="Back to the shipped one").click()
    page.get_by_role("button", name="Go back", exact=True).click()
    expect(page.get_by_text("The shipped template counts again.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Body")).to_have_value(re.compile("Good to have you here"))


def test_the_outbox_shows_the_mail_as_it_looks_and_as_text(open_as: Open, owner: Actor) -> None:
    actions.run(owner, templates.send_test, {"name": "order-confirmation"})
    page = open_as(owner, "/settings/outbox")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("sandbox", "")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("link", name="Track my order")).to_be_visible()
    page.get_by_role("button", name="Plain text").click()
    expect(page.get_by_text("Track my order: https://")).to_be_visible()
    # A worker has to take it first.
    expect(page.get_by_text("Kept here")).to_be_visible(timeout=30_000)
