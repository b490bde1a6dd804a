"""Files brought in through the wizard, and figures read where people read them."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

MINUTE = 60_000


def looked_at(page: Page, site: str, path: Path) -> None:
    """Choose a file and wait for the question what its columns mean."""
    page.goto(f"{site}/imports/new")
    page.set_input_files("input[type=file]", path)
    expect(page.get_by_role("heading", name="What do the columns mean?")).to_be_visible(timeout=MINUTE)


def found(page: Page) -> dict[str, int]:
    """The figures of a dry run or a run."""
    expect(page.locator("[data-outcome=created]")).to_be_visible(timeout=MINUTE)
    outcomes = ("created", "updated", "refused", "unchanged")
    return {one: int(number(page.locator(f"[data-outcome={one}] strong").inner_text())) for one in outcomes}


def imported(page: Page, site: str, path: Path) -> dict[str, int]:
    """Bring a file all the way, and return what became of its rows."""
    looked_at(page, site, path)
    page.get_by_role("button", name="Dry run").click()
    foreseen = found(page)
    page.get_by_role("button", name=re.compile(r"^Import [\d,]+ rows$")).click()
    expect(page.get_by_text("All rows are through.")).to_be_visible(timeout=3 * MINUTE)
    for one, count in foreseen.items():
        expect(page.locator(f"[data-outcome={one}] strong")).to_have_text(f"{count:,}")
    return foreseen


def number(text: str) -> float:
    """The figure in a text such as €1,234.50 or 4,238 deals."""
    return float(re.sub(r"[^\d.]", "", text) or 0)


def plotted(page: Page, name: str) -> dict[str, float]:
    """The bars of a chart of the page by their labels, the first series; those of nothing are left out."""
    rows = page.get_by_role("figure", name=name, exact=True).locator("tbody tr")
    expect(rows.first).to_be_attached(timeout=MINUTE // 4)
    cells = rows.evaluate_all("rows => rows.map(row => [...row.cells].slice(0, 2).map(cell => cell.textContent))")
    return {label: number(figure) for label, figure in cells if number(figure)}


def bars_across(page: Page, name: str) -> Locator:
    """The drawn bars of a chart that lies across, top to bottom, once Plotly has drawn it."""
    figure = page.get_by_role("figure", name=name, exact=True)
    expect(figure.locator(".plot[data-drawn]")).to_be_visible(timeout=MINUTE // 4)
    return figure.locator(".trace").last.locator(".point path")


def lanes(page: Page) -> dict[str, tuple[int, float]]:
    """The columns of the board by name: how many deals, and their sum."""
    columns: Locator = page.locator(".board-column")
    expect(columns.first).to_be_visible()
    read = (
        "all => all.map(one => [one.ariaLabel, ...['.count', 'header b'].map(s => one.querySelector(s).textContent)])"
    )
    return {name: (int(number(count)), number(total)) for name, count, total in columns.evaluate_all(read)}


def metric(page: Page, site: str, name: str, group: str) -> dict[str, Any]:
    """The bars of a metric by label over all time, as the page's own session reads it."""
    answer = page.request.get(f"{site}/api/metrics/{name}", params={"period": "all", "group": group})
    assert answer.ok, answer.text()
    return {point["label"]: point for point in answer.json()["points"]}
