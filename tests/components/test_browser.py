"""What only a browser can tell: dragging, keys, layers, themes, languages, small screens."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
Opened = Callable[[str], Page]
TARGETS = """[...document.querySelectorAll('main button, main a')]
    .filter(e => e.offsetParent && !e.matches('.row-link, .cell-link'))
    .map(e => e.getBoundingClientRect().height)"""


def _opened(context: BrowserContext, address: str) -> Iterator[Opened]:
    problems: list[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))

    def visit(path: str) -> Page:
        page = context.new_page()
        page.goto(f"{address}{path}")
        page.wait_for_function("document.querySelector('.content') && window.stewardLanguage")
        page.wait_for_load_state("networkidle")
        return page

    yield visit
    context.close()
    assert problems == []


@pytest.fixture
def wide(chromium: Browser, gallery: str) -> Iterator[Opened]:
    """Opens pages at 1440 px; an error in a page fails the test."""
    yield from _opened(chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB"), gallery)


@pytest.fixture
def small(chromium: Browser, gallery: str) -> Iterator[Opened]:
    """Opens pages at 390 px with touch."""
    phone: Any = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    yield from _opened(chromium.new_context(**phone, locale="en-GB"), gallery)


def _box(page: Page, selector: str) -> Any:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box


def _drag(page: Page, card: str, column: str) -> None:
    box, goal = _box(page, f"[data-card={card}]"), _box(page, f"[data-column={column}] .board-list")
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.move(goal["x"] + 80, goal["y"] + 60, steps=12)
    page.mouse.up()


def test_card_moves_by_mouse_and_comes_back(wide: Opened) -> None:
    """A drop names card, column and place; Ctrl Z undoes by the toast; a refused card goes back."""
    page = wide("/deals")
    _drag(page, "qualified-0", "won")
    expect(page.locator("#said")).to_have_text("qualified-0 won ")
    expect(page.locator("[data-column=won] [data-card=qualified-0]")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Moved “qualified-0” to won")
    page.keyboard.press("Control+z")
    expect(page.locator("#said")).to_have_text("undone op-1")
    page.get_by_role("button", name="Refuse").click()
    expect(page.locator("[data-column=qualified] [data-card=qualified-0]")).to_be_visible()


def test_card_moves_by_keyboard(wide: Opened) -> None:
    """Space, arrow, Space moves a card to the next column, and says so."""
    page = wide("/deals")
    page.locator("[data-card=proposal-0]").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(350)
    expect(page.locator("#said")).to_contain_text("proposal-0 negotiation")
    expect(page.locator("[aria-live=assertive]").filter(has_text="Negotiation")).to_be_attached()


def test_enter_opens_a_card(wide: Opened) -> None:
    """A card in focus opens by Enter, as a click on its title does."""
    page = wide("/deals")
    page.locator("[data-card=proposal-0]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/record")


def test_columns_that_arrive_during_a_drag_wait(wide: Opened) -> None:
    """Another person's change does not tear the card out of the hand."""
    page = wide("/deals")
    box = _box(page, "[data-card=qualified-1]")
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=8)
    page.evaluate("document.querySelector('.tabs-right button').click()")
    page.wait_for_timeout(400)
    expect(page.locator(".lifted")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("[data-column=qualified] [data-card=qualified-1]")).to_be_visible()


def test_palette_finds_and_goes(wide: Opened) -> None:
    """Ctrl K, a few letters, Enter; an action is handed to the state."""
    page = wide("/leads")
    page.keyboard.press("Control+k")
    page.keyboard.type("mart")
    expect(page.locator("[cmdk-item][data-selected=true]")).to_contain_text("Marta Jansen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record?mart")
    expect(page.locator("h1")).to_contain_text("Marta Jansen")
    page.keyboard.press("Control+k")
    page.get_by_role("option", name="Create a lead").click()
    expect(page.locator(".toast")).to_contain_text("Heard lead.create")


def test_keys_of_the_house(wide: Opened) -> None:
    """`?` lists the keys, Escape closes, g d goes to the deals; letters in a field stay letters."""
    page = wide("/leads")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Go to Deals")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Filter by name").press_sequentially("gd?")
    expect(page.get_by_label("Filter by name")).to_have_value("gd?")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/deals")


def test_selection_offers_all_that_match(wide: Opened) -> None:
    """Ticking rows raises the bar; it offers every match, and clearing lowers it."""
    page = wide("/leads")
    page.get_by_label("Select Tom Okafor").click()
    page.get_by_label("Select Dev Rao").click()
    bar = page.get_by_role("toolbar")
    expect(bar).to_contain_text("2 selected")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(2)
    bar.get_by_text("Select all 12,345 matching").click()
    expect(bar).to_contain_text("All 12,345 selected")
    bar.get_by_label("Clear selection").click()
    expect(bar).to_have_count(0)


def test_row_opens_by_link(wide: Opened) -> None:
    """The whole row is a link, and the company in it is another."""
    page = wide("/leads")
    box = _box(page, "tbody tr td:nth-child(4)")
    page.mouse.click(box["x"] + 10, box["y"] + 10)
    page.wait_for_url("**/record?id=lead-0")


def test_layers_close_and_ask(wide: Opened) -> None:
    """Dialog and sheet close by Escape; a confirmation asks before it acts."""
    page = wide("/parts")
    for name in ("Dialog", "Sheet"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#said")).to_have_text("deleted")


def test_toast_waits_under_the_pointer(wide: Opened) -> None:
    """A toast stays while the pointer rests on it and goes some time after."""
    page = wide("/parts")
    page.get_by_role("button", name="Danger").click()
    toast = page.get_by_role("alert").filter(has_text="already in use")
    toast.hover()
    page.wait_for_timeout(8500)
    expect(toast).to_be_visible()
    page.mouse.move(5, 5)
    expect(toast).to_have_count(0, timeout=9000)


def test_form_shows_its_error_and_submits_by_enter(wide: Opened) -> None:
    """The error stands at the field and is read out; Enter sends the form."""
    page = wide("/parts")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".field-error")).to_have_text("Give it a name.")
    page.get_by_label("Name").fill("Nordform")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Nordform")


def test_chart_click_names_the_bar(wide: Opened) -> None:
    """A bar gives back its own value; the same figures stand in a table for readers."""
    page = wide("/")
    page.locator("[data-drawn]").first.wait_for()
    box = _box(page, ".plot")
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + box["height"] - 60)
    page.wait_for_timeout(200)
    page.mouse.click(box["x"] + box["width"] - 30, box["y"] + box["height"] - 60)
    expect(page.locator("#said")).to_have_text("m-Nov")
    expect(page.locator("figure table").first).to_contain_text("€36,200")


def test_theme_is_kept_and_painted_first(wide: Opened) -> None:
    """The dark choice survives a reload, and stands before React runs."""
    page = wide("/")
    page.get_by_label("Theme").click()
    page.get_by_role("menuitem", name="Dark").click()
    page.wait_for_function("document.documentElement.classList.contains('dark')")
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(page.url)
    assert page.evaluate("document.documentElement.classList.contains('dark')")


def test_language_changes_without_the_server(wide: Opened) -> None:
    """Texts, labels and counts change at once, inside loops too; what is not translated stays English."""
    page = wide("/leads")
    page.evaluate("window.stewardLanguage('de-AT')")
    expect(page.locator("h1")).to_have_text("Kontaktanfragen")
    expect(page.get_by_label("Tom Okafor auswählen")).to_be_visible()
    expect(page.locator(".tabs-right")).to_have_text("12.345 Anfragen")
    expect(page.locator(".nav-label").first).to_have_text("Home")
    expect(page.locator("tbody tr").first).to_contain_text("33.784")


def test_small_screen_has_a_sheet_and_large_targets(small: Opened) -> None:
    """The sidebar comes when called and goes with the page; rows take two lines; nothing is too small to touch."""
    page = small("/leads")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("tbody tr").first).to_contain_text("Helio Energy")
    assert 56 <= _box(page, "tbody tr")["height"] <= 76
    assert min(page.evaluate(TARGETS)) >= 44
    expect(page.locator("#sidebar")).not_to_be_visible()
    page.get_by_label("Menu").tap()
    page.locator("#sidebar").get_by_text("Deals").tap()
    page.wait_for_url("**/deals")
    expect(page.locator("#sidebar")).not_to_be_visible()


def test_card_moves_by_touch(small: Opened) -> None:
    """A long press picks a card up; a plain swipe only scrolls."""
    page = small("/deals")
    touch = page.context.new_cdp_session(page)
    box, goal = _box(page, "[data-card=qualified-0]"), _box(page, "[data-card=qualified-2]")
    x, y, way = box["x"] + 60, box["y"] + 30, goal["y"] + 40 - box["y"]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    page.wait_for_timeout(350)
    for at in range(1, 13):
        point = {"x": x, "y": y + way * at / 12}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.wait_for_timeout(30)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#said")).to_contain_text("qualified-0 qualified")
