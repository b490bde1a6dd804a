"""Steward's main job in a real browser: real sales come in by file, and the owner sees them on the charts.

The figures on the pages are held against those that pandas computes from the files: from the outside data where it is,
and always from a small set of our own with the same kinds of dirt.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.bringing import bars_across, imported, lanes, metric, number, plotted
from tests.e2e.conftest import Open
from tests.e2e.windows import shot
from tests.factories.logins import signed_up

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
CLOSED = ("Won", "Lost")
PICTURES = (
    ("home", "/?period=all", ".plot[data-drawn]"),
    ("board", "/deals", "[data-card]"),
    ("list", "/deals/list", "tbody tr"),
)


@dataclass(frozen=True)
class Sales:
    """A folder of accounts, products, people and opportunities, and another file of people; what becomes of each."""

    folder: Path
    people: Path
    files: dict[str, dict[str, int]]


def outcome(created: int, refused: int = 0) -> dict[str, int]:
    """Rows by outcome."""
    return {"created": created, "updated": 0, "refused": refused, "unchanged": 0}


OWN = ROOT / "tests" / "data" / "imports"
REAL = SHARED / "crm_opportunities"
SETS = {
    "own": Sales(
        OWN,
        OWN / "people.csv",
        {
            "accounts.csv": outcome(3, refused=2),
            "products.csv": outcome(3),
            "team.csv": outcome(3),
            "pipeline.csv": outcome(7, refused=2),
            "people.csv": outcome(4, refused=2),
        },
    ),
    "real": Sales(
        REAL,
        SHARED / "people_duplicates" / "febrl1.csv",
        {
            "accounts.csv": outcome(85),
            "products.csv": outcome(7),
            "sales_teams.csv": outcome(35),
            "sales_pipeline.csv": outcome(8800),
            "febrl1.csv": outcome(997, refused=3),
        },
    ),
}


def plain(name: Any) -> str:
    """A name without what people write now one way, now another."""
    return str(name).replace(" ", "").casefold()


def opportunities(sales: Sales) -> pd.DataFrame:
    """The opportunities, cleaned by pandas as a careful person would do it by hand."""
    pipeline = next(name for name in sales.files if name.endswith("pipeline.csv"))
    rows = pd.read_csv(sales.folder / pipeline, dtype={"close_value": str})
    known = {plain(name): name for name in pd.read_csv(sales.folder / "products.csv")["product"]}
    rows["product"] = rows["product"].map(lambda name: known[plain(name)])
    rows["value"] = pd.to_numeric(rows.close_value.str.replace(",", ""))
    rows["closed"] = pd.to_datetime(rows.close_date, errors="coerce")
    impossible = rows.close_date.notna() & rows.closed.isna()
    return rows[~impossible].drop_duplicates("opportunity_id")


def expected(sales: Sales) -> dict[str, Any]:
    """The figures that the pages must show."""
    rows = opportunities(sales)
    won, closed = rows[rows.deal_stage == "Won"], rows[rows.deal_stage.isin(CLOSED)]
    quarters = won.closed.dt.year.astype(str) + " Q" + won.closed.dt.quarter.astype(str)
    rates = (closed.deal_stage == "Won").groupby(closed["product"]).mean() * 100
    return {
        "wins": len(won),
        "revenue": won.value.sum(),
        "quarters": won.groupby(quarters).value.sum().to_dict(),
        "wins by quarter": won.groupby(quarters).value.size().to_dict(),
        "agents": won.groupby("sales_agent").value.sum().to_dict(),
        "rates": rates.round(2).to_dict(),
        "open": rows[~rows.deal_stage.isin(CLOSED)].deal_stage.value_counts().to_dict(),
        "lost": int((rows.deal_stage == "Lost").sum()),
    }


def near(figures: dict[str, float]) -> Any:
    """The figures as pages write them, without cents where they are large."""
    return pytest.approx(figures, abs=0.51)


def check_home(page: Page, site: str, figures: dict[str, Any]) -> None:
    """Revenue and wins by quarter, from the charts of the home page."""
    page.goto(f"{site}/?period=all")
    assert plotted(page, "Revenue won and expected") == near(figures["quarters"])
    assert plotted(page, "Deals won") == figures["wins by quarter"]
    assert plotted(page, "Pipeline by stage") == figures["open"]
    best = max(figures["open"], key=figures["open"].get)
    names = page.get_by_role("figure", name="Pipeline by stage").locator("tbody th").all_inner_texts()
    bars_across(page, "Pipeline by stage").nth(names.index(best)).click(force=True)
    expect(page.get_by_text(f"{figures['open'][best]:,} deal").first).to_be_visible()
    page.goto(f"{site}/?period=all")
    card = page.locator(".stat", has_text="Revenue won")
    assert number(card.locator("strong").inner_text()) == pytest.approx(figures["revenue"], abs=0.51)


def check_board(page: Page, site: str, figures: dict[str, Any]) -> None:
    """Won, lost and open deals by stage, from the heads of the board."""
    page.goto(f"{site}/deals")
    shown = lanes(page)
    assert shown["Won"] == (figures["wins"], pytest.approx(figures["revenue"], abs=0.51))
    assert shown["Lost"][0] == figures["lost"]
    stages = {name: count for name, (count, _) in shown.items() if count and name not in CLOSED}
    assert stages == figures["open"]


def check_bars(page: Page, site: str, figures: dict[str, Any]) -> None:
    """Revenue by agent and win rate by product; behind the highest bar stand the rows that make it up."""
    agents = metric(page, site, "revenue", "owner")
    assert {name: float(bar["value"]) for name, bar in agents.items() if float(bar["value"])} == figures["agents"]
    rates = metric(page, site, "win_rate", "product")
    assert {name: bar["value"] for name, bar in rates.items()} == pytest.approx(figures["rates"], abs=0.006)
    best = max(agents.values(), key=lambda bar: float(bar["value"]))
    page.goto(site + best["href"])
    expect(page.get_by_text(f"{best['more']['wins']:,} deal", exact=False).first).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text(best["label"])


def keep_pictures(page: Page, site: str, name: str) -> None:
    """Pictures of home, board and list as they stand now."""
    for place, path, shown in PICTURES:
        page.goto(site + path)
        expect(page.locator(shown).first).to_be_visible(timeout=15_000)
        shot(page, f"main-{place}-{name}")


@pytest.mark.parametrize("name", ["own", pytest.param("real", marks=pytest.mark.slow)])
def test_sales_come_in_by_file_and_the_owner_sees_them(site: str, open_as: Open, crew: None, name: str) -> None:
    sales = SETS[name]
    if not sales.folder.exists():
        pytest.skip(f"outside data is not here: {sales.folder}")
    owner = signed_up(company="Sales of our own")[0]
    page, figures = open_as(owner, "/imports"), expected(sales)
    for file, becomes in sales.files.items():
        path = sales.people if file == sales.people.name else sales.folder / file
        assert imported(page, site, path) == becomes, file
    check_home(page, site, figures)
    check_board(page, site, figures)
    check_bars(page, site, figures)
    for dark in (False, True):
        keep_pictures(open_as(owner, "/", dark=dark), site, f"{name}-{'dark' if dark else 'light'}")
