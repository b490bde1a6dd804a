"""Files brought in through the wizard: mapping, dry run, run, figures, undo; and the page of jobs meanwhile."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.core.actor import Actor
from app.core.settings import Settings
from tests.e2e.bringing import MINUTE, found, imported, looked_at
from tests.e2e.conftest import Open
from tests.factories.logins import signed_up

pytestmark = pytest.mark.e2e
OWN = Path(__file__).resolve().parents[1] / "data" / "imports"
SHOTS = Path(__file__).resolve().parents[2] / ".build" / "screenshots"


@pytest.fixture
def worker(house: Settings) -> Iterator[None]:
    """A real worker beside the web process."""
    program = "import jobs.kinds; from jobs.worker import main; main()"
    process = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    yield
    process.kill()
    process.wait()


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def test_own_dirt_goes_the_whole_way_and_back(site: str, open_as: Open, worker: None) -> None:
    page = open_as(signed_up()[0], "/imports")
    expect(page.get_by_text("Bring customers, leads, deals or products")).to_be_visible()
    for name in ("team.csv", "products.csv"):
        assert imported(page, site, OWN / name)["created"] == 3
    assert imported(page, site, OWN / "accounts.csv") == {"created": 3, "updated": 0, "refused": 2, "unchanged": 0}
    looked_at(page, site, OWN / "pipeline.csv")
    page.get_by_role("button", name="Dry run").click()
    assert found(page) == {"created": 7, "updated": 0, "refused": 2, "unchanged": 0}
    expect(page.get_by_text("Product “FXPro” was read as “FX Pro”")).to_be_visible()
    page.locator("[data-outcome=refused]").click()
    expect(page.get_by_label("First rows")).to_contain_text("Row 2 is about the same record")
    with page.expect_download() as download:
        page.get_by_role("link", name="Refused rows as CSV").click()
    assert "Why refused" in Path(download.value.path()).read_text("utf-8-sig")
    shot(page, "import-dry-run")
    page.get_by_role("button", name="Import 7 rows").click()
    expect(page.get_by_text("All rows are through.")).to_be_visible(timeout=MINUTE)
    page.get_by_role("button", name="Undo import").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("This import was undone.")).to_be_visible(timeout=MINUTE)
    page.goto(f"{site}/imports")
    expect(page.get_by_role("row", name=re.compile("pipeline.csv"))).to_contain_text("Undone")
    assert page.request.get(f"{site}/api/deals").json()["items"] == []


def test_columns_can_be_told_apart_by_hand(site: str, open_as: Open, worker: None) -> None:
    page = open_as(signed_up()[0])
    looked_at(page, site, OWN / "people.csv")
    page.get_by_label("Field for column address_1").select_option(label="Leave out")
    expect(page.locator("aside")).to_contain_text("9 columns")
    page.reload()
    expect(page.get_by_label("Field for column address_1")).to_have_value("")
    page.get_by_label("This file holds").select_option(label="Leads")
    expect(page.get_by_label("Field for column email")).to_have_value("email")
    page.get_by_role("button", name="Dry run").click()
    assert found(page)["created"] > 0
    page.get_by_role("button", name="Change columns").click()
    page.get_by_role("button", name="Back to the dry run").click()
    expect(page.get_by_role("button", name=re.compile(r"^Import \d+ rows$"))).to_be_visible()


def test_what_is_no_table_is_refused_in_words(site: str, open_as: Open, tmp_path: Path) -> None:
    page = open_as(signed_up()[0], "/imports/new")
    bad = tmp_path / "list.csv"
    bad.write_bytes(b"%PDF-1.7 nothing")
    page.set_input_files("input[type=file]", bad)
    expect(page.get_by_text("This is a PDF document, not a table.")).to_be_visible(timeout=MINUTE)
    expect(page).to_have_url(re.compile("/imports/new"))


def test_jobs_are_listed_live_and_can_be_cancelled(site: str, open_as: Open) -> None:
    owner: Actor = signed_up()[0]
    jobs, page = open_as(owner, "/jobs?state=waiting"), open_as(owner)
    expect(jobs.get_by_role("button", name="Start a sample job")).to_be_visible()
    looked_at(page, site, OWN / "people.csv")
    page.get_by_role("button", name="Dry run").click()
    line = jobs.get_by_role("row", name=re.compile("Dry run of an import"))
    expect(line).to_contain_text(re.compile("No worker runs at this moment|It is next in line"))
    line.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("The dry run was stopped.")).to_be_visible()
    jobs.get_by_role("button", name="Cancelled").click()
    expect(jobs).to_have_url(re.compile("state=cancelled"))
    jobs.get_by_role("link", name="Dry run of an import").click()
    expect(jobs.get_by_text("import.check")).to_be_visible()
    expect(jobs.get_by_role("link", name="Open the import")).to_be_visible()
