"""Settings: keys that are shown once, colleagues who are invited, sessions that end."""

import re

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from app.core.actor import Actor
from tests.e2e.conftest import Open
from tests.e2e.windows import Windows
from tests.factories.logins import new_email, signed_up, ticket_to

pytestmark = pytest.mark.e2e
PASSWORD = "a quiet morning in May"


def test_a_key_is_shown_once_and_opens_the_api(open_as: Open, founder: Actor, site: str) -> None:
    page = open_as(founder, "/settings/keys")
    page.get_by_role("button", name="Create the first key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Web site")
    dialog.get_by_role("button", name="Create key").click()
    expect(dialog).to_contain_text("This is shown only now")
    secret = dialog.locator("input, code").first
    key = secret.input_value() if secret.evaluate("e => e.tagName") == "INPUT" else secret.inner_text()
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{site}/api/leads", headers=headers).status_code == 200
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_text("Web site")).to_be_visible()
    assert key not in page.content()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
    assert httpx.get(f"{site}/api/leads", headers=headers).status_code == 401


def test_a_colleague_is_invited_joins_and_logs_in(
    open_as: Open, windows: Windows, context: BrowserContext, founder: Actor, site: str
) -> None:
    page, email = open_as(founder, "/settings/people?invite=1"), new_email()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_role("button", name=re.compile("[Ii]nvit")).last.click()
    expect(page.get_by_text(email).first).to_be_visible()
    guest = context.new_page()
    guest.goto(f"{site}/invitation?ticket={ticket_to(email, 'invitation')}")
    guest.get_by_label("Your name").fill("Ivo Invited")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Join").click()
    expect(guest.get_by_text("Alder & Sons").first).to_be_visible()
    expect(page.get_by_text("Ivo Invited").first).to_be_visible()
    again = windows.context().new_page()
    again.goto(f"{site}/login")
    again.get_by_label("E-mail").fill(email)
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Log in").click()
    expect(again.get_by_role("button", name=re.compile("Ivo Invited"))).to_be_visible()


def test_on_a_first_run_mails_wait_in_the_outbox(context: BrowserContext, site: str) -> None:
    email = signed_up()[1]
    page = context.new_page()
    page.goto(f"{site}/forgot")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send link").click()
    expect(page.get_by_text("If an account with this address exists")).to_be_visible()
    page.goto(f"{site}/outbox")
    letter = page.locator("article", has_text=email).filter(has=page.get_by_role("link", name=re.compile("reset")))
    letter.get_by_role("link", name=re.compile("reset")).first.click()
    page.get_by_label("New password").fill("another quiet morning")
    page.get_by_role("button", name="Save password").click()
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("another quiet morning")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Alder & Sons").first).to_be_visible()


def test_ending_all_sessions_closes_every_open_page_at_once(open_as: Open, founder: Actor) -> None:
    here, there = open_as(founder, "/settings/security"), open_as(founder, "/deals")
    expect(there.get_by_role("heading", name="Deals")).to_be_visible()
    here.get_by_role("button", name="Log out everywhere").click()
    here.get_by_role("alertdialog").get_by_role("button", name="Log out everywhere").click()
    for page in (here, there):
        expect(page).to_have_url(re.compile("/login"), timeout=3000)


def test_a_changed_name_is_seen_and_kept(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/settings/profile")
    page.get_by_label("Name", exact=True).fill("Ada Birch")
    page.get_by_role("button", name=re.compile("Save")).first.click()
    expect(page.get_by_role("button", name=re.compile("Ada Birch"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Birch")
