"""Signing up, in and out in a real browser; what is left of a person after they have gone."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.core.actor import Actor
from tests.e2e.conftest import Open
from tests.e2e.windows import Windows

pytestmark = pytest.mark.e2e
PASSWORD = "correct horse battery"


def _sign_up(page: Page, site: str) -> str:
    email = f"{uuid4().hex}@example.com"
    page.goto(f"{site}/sign-up")
    page.get_by_role("textbox", name="Company").fill("Ada & Co")
    page.get_by_role("textbox", name="Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("With my own").check()
    page.get_by_role("button", name="Create company").click()
    expect(page).not_to_have_url(re.compile("sign-up"))
    return email


def _log_out(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page).to_have_url(re.compile("/login"))


def test_sign_up_says_what_to_mend_and_then_lets_in(site: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site}/sign-up")
    page.get_by_role("textbox", name="Company").fill("Ada & Co")
    page.get_by_role("textbox", name="Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill(f"{uuid4().hex}@example.com")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Create company").click()
    expect(page.get_by_role("alert")).to_contain_text("Password: needs at least 10 characters")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create company").click()
    expect(page).not_to_have_url(re.compile("sign-up"))
    cookie = next(cookie for cookie in context.cookies() if cookie["name"] == "steward_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "steward_session" not in page.evaluate("document.cookie")


def test_log_in_leads_to_where_one_wanted(site: str, context: BrowserContext) -> None:
    page = context.new_page()
    email = _sign_up(page, site)
    context.clear_cookies()
    page.goto(f"{site}/deals?owner=me")
    expect(page).to_have_url(re.compile(r"/login/?\?next=%2Fdeals"))
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile(r"/deals/?\?owner=me"))


def test_nothing_is_left_after_log_out(site: str, context: BrowserContext) -> None:
    page, second = context.new_page(), context.new_page()
    _sign_up(page, site)
    page.goto(f"{site}/deals")
    second.goto(f"{site}/deals")
    expect(page.get_by_text("Ada & Co")).to_be_visible()
    expect(second.get_by_text("Ada & Co")).to_be_visible()
    _log_out(page, "Ada Lovelace")
    expect(second).to_have_url(re.compile("/login"))
    page.goto(f"{site}/deals")
    expect(page).to_have_url(re.compile("/login"))
    assert "Ada" not in page.content()


def test_links_elsewhere_are_not_followed_after_log_in(site: str, open_as: Open, owner: Actor) -> None:
    for target in ("//example.com", "/\\example.com", "https://example.com"):
        page = open_as(owner, f"/login?next={target}")
        expect(page).not_to_have_url(re.compile("/login"))
        assert page.url.startswith(site)


def test_a_stranger_with_the_same_client_token_sees_nothing(site: str, windows: Windows, owner: Actor) -> None:
    page = windows.open(owner, "/deals")
    expect(page.get_by_text(f"{owner.name}'s company")).to_be_visible()
    token = page.evaluate("sessionStorage.getItem('token')")
    assert token
    stranger = windows.context()
    stranger.add_init_script(f"location.host && sessionStorage.setItem('token', {json.dumps(token)})")
    other = stranger.new_page()
    other.goto(f"{site}/deals")
    expect(other).to_have_url(re.compile("/login"))
    assert owner.name not in other.content()
