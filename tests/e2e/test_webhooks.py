"""Webhooks in the browser: a program calls in, another hears of it, and the log tells."""

import re
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.core.actor import Actor
from app.core.settings import Settings
from tests.e2e.conftest import Open
from tests.factories.receiver import Receiver, receiver

pytestmark = pytest.mark.e2e
MINUTE = 60
ENDPOINT = re.compile(r"/settings/webhooks/[0-9a-f-]{36}$")


@pytest.fixture(scope="module")
def program(house: Settings, neighbour: int, request: pytest.FixtureRequest) -> Iterator[Receiver]:
    """A receiver that the workers of this file may reach."""
    with receiver(neighbour) as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEWARD_HTTP_ALLOW", f"127.0.0.1:{made.port}")
        request.getfixturevalue("crew")
        yield made


def _came(page: Page, program: Receiver) -> None:
    """Wait for the first message; the worker may still have to start."""
    end = time.monotonic() + MINUTE
    while not program.got and time.monotonic() < end:
        page.wait_for_timeout(100)
    assert program.got


def test_what_comes_in_goes_out_and_can_be_sent_again(
    open_as: Open, founder: Actor, site: str, program: Receiver
) -> None:
    page = open_as(founder, "/settings/webhooks")
    page.get_by_role("button", name="Add endpoint").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Warehouse")
    dialog.get_by_label("Address").fill(f"{program.url}/hook")
    dialog.get_by_label("Events").fill("webhook.shop")
    dialog.get_by_role("button", name="Create").click()
    expect(page).to_have_url(ENDPOINT)
    expect(page.get_by_text("Nothing sent yet")).to_be_visible()
    endpoint = page.url
    page.goto(f"{site}/settings/webhooks")
    page.get_by_role("button", name="Add source").click()
    dialog.get_by_label("Name", exact=True).fill("Shop")
    dialog.get_by_label("Short name").fill("shop")
    dialog.get_by_label("Proof").select_option("token")
    dialog.get_by_placeholder("X-Hub-Signature-256").fill("X-Token")
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_text("Listening")).to_be_visible()
    address = page.get_by_label("Address").input_value()
    page.get_by_role("button", name="Show secret").click()
    token = dialog.get_by_label("Secret").input_value()
    page.keyboard.press("Escape")
    path = "/api/hooks/" + address.rpartition("/")[2]
    assert httpx.post(site + path, json={"total": 7}, headers={"X-Token": "wrong"}).status_code == 403
    assert httpx.post(site + path, json={"total": 7}, headers={"X-Token": token}).status_code == 202
    expect(page.get_by_text("Turned away", exact=True).first).to_be_visible()
    expect(page.get_by_text("Taken", exact=True).first).to_be_visible()
    page.reload()
    expect(page.get_by_text("total", exact=True)).to_be_visible()
    _came(page, program)
    page.goto(endpoint)
    expect(page.get_by_text("Delivered", exact=True).last).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Send again", exact=True).click()
    expect(page.get_by_text("2 tries").or_(page.get_by_text("It is sent again."))).to_be_visible()
    page.get_by_role("button", name="webhook.shop").click()
    expect(page.get_by_role("dialog")).to_contain_text('"total": 7')
    assert {got.headers["webhook-id"] for got in program.got} == {program.got[0].headers["webhook-id"]}
