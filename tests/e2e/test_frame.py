"""The frame around every page: palette, keys, theme, small screens, addresses where nothing is."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.core.actor import Actor
from tests.e2e.conftest import Open
from tests.e2e.windows import Windows, shot

pytestmark = pytest.mark.e2e
PLACES = ("/", "/leads", "/deals", "/imports", "/jobs", "/history", "/inbox", "/settings/profile")


def background(page: Page) -> str:
    """The colour behind everything."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_palette_finds_records_and_pages(open_as: Open, showroom: Actor, site: str) -> None:
    page = open_as(showroom, "/deals")
    card = page.locator("[data-card] strong").first
    expect(card).to_be_visible()
    name = card.inner_text()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").fill("leads")
    dialog.get_by_role("option", name="Leads", exact=True).click()
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    page.keyboard.press("Control+k")
    dialog.get_by_role("combobox").fill(name)
    expect(dialog.get_by_role("option", name=name).first).to_be_visible()
    shot(page, "palette")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_keys_lead_to_pages(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/deals")
    expect(page.locator("[data-card]").first).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("/leads"))


def test_the_theme_is_chosen_and_kept(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/leads")
    expect(page.get_by_role("button", name="Theme")).to_be_visible()
    light = background(page)
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("menuitem", name="Dark").click()
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    dark = background(page)
    assert dark != light
    page.reload()
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    assert background(page) == dark


def test_who_prefers_dark_gets_dark(open_as: Open, showroom: Actor) -> None:
    light, dark = open_as(showroom, "/leads"), open_as(showroom, "/leads", dark=True)
    for page in (light, dark):
        expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    assert background(light) != background(dark)


def test_on_a_small_screen_the_menu_slides_in(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/leads", width=390, height=844)
    expect(page.locator("tbody tr").first).to_be_visible()
    bar = page.get_by_role("complementary", name="Sidebar")
    expect(bar.get_by_role("link", name="Deals")).not_to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    expect(bar.get_by_role("link", name="Deals")).to_be_in_viewport()
    shot(page, "menu-small")
    bar.get_by_role("link", name="Deals").click()
    expect(page).to_have_url(re.compile("/deals"))
    expect(bar.get_by_role("link", name="Deals")).not_to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["small", "wide"])
def test_no_page_is_wider_than_the_screen(open_as: Open, showroom: Actor, site: str, width: int, height: int) -> None:
    page = open_as(showroom, "/", width=width, height=height)
    for path in PLACES:
        page.goto(site + path)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide on {width}"


def test_addresses_where_nothing_is_say_so(windows: Windows, open_as: Open, showroom: Actor) -> None:
    windows.forgive("status of 404")
    page = open_as(showroom, "/no/such/page")
    expect(page.get_by_text(re.compile("not found|nothing here", re.IGNORECASE)).first).to_be_visible()
    page.goto(page.url.replace("/no/such/page", "/leads/00000000-0000-7000-8000-000000000000"))
    expect(page.get_by_role("link", name=re.compile("Leads|Home")).first).to_be_visible()


def test_the_keyboard_shows_where_it_is(open_as: Open, showroom: Actor) -> None:
    page = open_as(showroom, "/leads")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML")
