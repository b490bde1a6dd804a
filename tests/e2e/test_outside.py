"""What reaches outside, in the browser: a prompt refused clearly, figures fetched, a person exported."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.core import actions, times
from app.core.actor import Actor
from app.core.settings import Settings
from app.crm import contacts
from tests.e2e.conftest import Open
from tests.factories.outside import Outside, outside

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def platform(house: Settings, neighbour: int, request: pytest.FixtureRequest) -> Iterator[Outside]:
    """A platform that the workers of this file may reach; no key of the installation stands in the way."""
    with pytest.MonkeyPatch.context() as patch, outside(patch, neighbour) as made:
        day = times.utc_now().date().isoformat()
        made.answer = lambda asked: (200, "text/csv", f"date,sessions\n{day},4\nnever,1\n".encode())
        patch.setenv("STEWARD_HTTP_ALLOW", made.url.removeprefix("http://"))
        patch.delenv("OPENAI_API_KEY", raising=False)
        request.getfixturevalue("crew")
        yield made


def test_a_prompt_is_filled_and_refused_clearly_without_a_provider(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/texts")
    page.get_by_role("link", name="blog-outline").click()
    for name in ("audience_level", "keywords", "topic", "word_count"):
        page.locator(f"input[name={name}]").fill(f"my {name}")
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_text("The provider of this model is not set up")).to_be_visible()
    expect(page.get_by_text("Write the outline of a blog article about my topic.")).to_be_visible()
    page.get_by_role("link", name="Set it up").click()
    expect(page.get_by_text("No key", exact=True)).to_have_count(6)


def test_figures_are_fetched_and_told(open_as: Open, founder: Actor, platform: Outside) -> None:
    page = open_as(founder, "/settings/figures")
    page.get_by_role("button", name="Set up a source").click()
    dialog = page.get_by_role("dialog")
    given = {"platform": "Website", "url": f"{platform.url}/csv", "event_name": "=visit", "timestamp": "date"}
    for name, value in {**given, "value": "sessions", "header": "X-Key", "secret": "s3cret"}.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Fetch now").click()
    expect(page.get_by_text("2 rows, 1 new or changed")).to_be_visible(timeout=20_000)
    assert platform.asked[0].headers["x-key"] == "s3cret"
    assert "s3cret" not in json.dumps(page.content())


def test_all_that_is_held_of_a_person_comes_as_a_file(open_as: Open, founder: Actor, platform: Outside) -> None:
    marta = actions.run(founder, contacts.create, {"name": "Marta Jansen", "email": "marta@helio.example"}).value
    page = open_as(founder, f"/contacts/{marta.id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Export all that is held").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Export").click()
    expect(dialog.get_by_role("link", name="Download")).to_be_visible(timeout=20_000)
    with page.expect_download() as file:
        dialog.get_by_role("link", name="Download").click()
    assert re.match(r"Marta Jansen .*\.zip", file.value.suggested_filename)
