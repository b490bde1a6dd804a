"""The deal board: cards by hand and by key, what others see of it, and taking a move back."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from app.core.actions import run
from app.core.actor import Actor
from app.crm import deals
from tests.e2e.conftest import Open
from tests.e2e.windows import shot
from tests.factories.logins import invited

pytestmark = pytest.mark.e2e


@pytest.fixture
def seller(founder: Actor) -> Actor:
    """An owner with three deals in the first stage."""
    for name, amount in (("Alder roof", "1000"), ("Birch floor", "2500"), ("Cedar door", "400")):
        run(founder, deals.create, {"name": name, "amount": amount})
    return founder


def column(page: Page, number: int) -> Locator:
    """A column of the board, by its place."""
    return page.locator(".board-column").nth(number)


def drag(page: Page, card: Locator, to: Locator) -> None:
    """Carry a card with the mouse to the head of a column's list."""
    start, end = card.bounding_box(), to.locator(".board-list").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 60, start["y"] + start["height"] - 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + start["height"], steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 30, steps=12)
    page.mouse.up()


def seconds_to_arrive(page: Page, second: Page) -> float:
    """How long a card takes to the board in a second browser: the best of three, for the machine serves others too."""
    best = 60.0
    for tries in range(3):
        for place in (0, 1) if tries else (1,):
            drag(page, page.locator("[data-card]", has_text="Birch floor"), column(page, place))
            began = time.monotonic()
            expect(column(second, place)).to_contain_text("Birch floor")
            expect(column(page, place)).to_contain_text("Birch floor")
        best = min(best, time.monotonic() - began)
        if best < 2:
            break
    return best


def test_a_dragged_card_arrives_in_a_second_browser_and_can_be_taken_back(open_as: Open, seller: Actor) -> None:
    page, second = open_as(seller, "/deals"), open_as(seller, "/deals")
    for board in (page, second):
        expect(column(board, 0).locator("[data-card]")).to_have_count(3)
    assert seconds_to_arrive(page, second) < 2
    expect(column(second, 1)).to_contain_text("2,500")
    expect(column(page, 1).locator(".count")).to_have_text("1")
    toast = page.get_by_role("status").filter(has_text="Moved “Birch floor”").last
    expect(toast).to_be_visible()
    shot(page, "board-moved")
    toast.get_by_role("button", name="Undo").click()
    for board in (page, second):
        expect(column(board, 0).locator("[data-card]")).to_have_count(3)
        expect(column(board, 1).locator("[data-card]")).to_have_count(0)
    expect(page.get_by_text("Undone.")).to_be_visible()


def test_a_card_moves_by_keyboard(open_as: Open, seller: Actor) -> None:
    page = open_as(seller, "/deals")
    card = page.locator("[data-card]", has_text="Alder roof")
    expect(card).to_be_visible()
    page.wait_for_load_state("networkidle")
    card.focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
        # A card slides; the next key counts from where it stands.
        page.wait_for_timeout(500)
    expect(column(page, 1)).to_contain_text("Alder roof")
    page.reload()
    expect(column(page, 1)).to_contain_text("Alder roof")


def test_losing_asks_why_and_may_be_called_off(open_as: Open, seller: Actor) -> None:
    page = open_as(seller, "/deals", width=1900)
    expect(page.locator("[data-card]")).to_have_count(3)
    lost = page.locator(".board-column", has=page.get_by_role("heading", name=re.compile("Lost")))
    drag(page, page.locator("[data-card]", has_text="Cedar door"), lost)
    page.get_by_role("dialog").get_by_role("button", name="Keep the deal").click()
    expect(column(page, 0)).to_contain_text("Cedar door")
    # The same act within 0.8 s counts as a double click; no person is as fast as this test.
    page.wait_for_timeout(900)
    drag(page, page.locator("[data-card]", has_text="Cedar door"), lost)
    page.get_by_role("dialog").get_by_label("Why was it lost?").fill("No budget")
    page.get_by_role("button", name="Mark as lost").click()
    expect(lost).to_contain_text("Cedar door")


def test_a_double_click_makes_one_deal(open_as: Open, founder: Actor, site: str) -> None:
    page = open_as(founder, "/deals")
    page.get_by_role("button", name="Create the first deal").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Only once")
    page.get_by_role("dialog").get_by_label("Amount").fill("12.50")
    page.get_by_role("button", name="Create deal").dblclick()
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.wait_for_timeout(500)
    assert [one["name"] for one in page.request.get(f"{site}/api/deals").json()["items"]] == ["Only once"]


def test_what_is_wrong_in_a_form_is_said_and_nothing_is_kept(open_as: Open, founder: Actor, site: str) -> None:
    page = open_as(founder, "/deals")
    page.get_by_role("button", name="Create the first deal").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Wrong")
    dialog.get_by_label("Amount").fill("12345678901234567890123")
    dialog.get_by_role("button", name="Create deal").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert page.request.get(f"{site}/api/deals").json()["items"] == []


def test_who_may_only_read_sees_no_way_to_write_and_is_refused(open_as: Open, seller: Actor) -> None:
    page = open_as(invited(seller, "viewer", name="Vera Viewer")[0], "/deals")
    expect(page.locator("[data-card]")).to_have_count(3)
    expect(page.get_by_role("button", name="Deal", exact=True)).to_have_count(0)
    drag(page, page.locator("[data-card]", has_text="Alder roof"), column(page, 1))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(column(page, 0).locator("[data-card]")).to_have_count(3)
    page.reload()
    expect(column(page, 0).locator("[data-card]")).to_have_count(3)
