"""Figures of imported sales equal those that pandas computes from the files."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from app.core import actions
from app.core.actor import Actor
from app.core.metrics import actions as metrics
from app.crm import metrics as sales_metrics
from app.crm import pipelines
from app.crm.imports.rows import ImportDetails
from tests.app.crm.imports.bringing import SHARED, bring, counts, done

assert sales_metrics
FOLDER = SHARED / "crm_opportunities"
ORDER = ("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv")


def figures(folder: Path) -> dict[str, Any]:
    """The expected figures."""
    sold = pd.read_csv(folder / "sales_pipeline.csv")
    sold["product"] = sold["product"].replace("GTXPro", "GTX Pro")
    won = sold[sold.deal_stage == "Won"]
    closed = sold[sold.deal_stage.isin(["Won", "Lost"])]
    quarters = pd.to_datetime(won.close_date).dt.to_period("Q").astype(str).str.replace("Q", " Q")
    rates = (closed.deal_stage == "Won").groupby(closed["product"]).mean() * 100
    return {
        "wins": len(won),
        "revenue": Decimal(int(won.close_value.sum())),
        "quarters": {key: Decimal(int(value)) for key, value in won.close_value.groupby(quarters).sum().items()},
        "agents": {key: Decimal(int(v)) for key, v in won.groupby("sales_agent").close_value.sum().items()},
        "rates": {key: round(value, 2) for key, value in rates.items()},
        "open": sold[~sold.deal_stage.isin(["Won", "Lost"])].deal_stage.value_counts().to_dict(),
    }


@pytest.fixture
def seller(owner: Actor) -> Actor:
    """An owner with a pipeline who has imported the four files."""
    actions.run(owner, pipelines.create, {"name": "Sales"})
    return owner


def read(actor: Actor, name: str, group: str | None = None) -> tuple[Mapping[str, Any], Any]:
    """A metric over all time: its bars by label, and its total."""
    reading = actions.run(actor, metrics.read, {"name": name, "period": "all", "group": group}).value
    return {point.key if group == "quarter" else point.label: point for point in reading.points}, reading.total


def test_the_sales_opportunities_add_up(seller: Actor) -> None:
    if not FOLDER.exists():
        pytest.skip(f"outside data is not here: {FOLDER}")
    made: dict[str, ImportDetails] = {
        name: done(seller, bring(seller, name, (FOLDER / name).read_bytes())) for name in ORDER
    }
    assert [counts(one) for one in made.values()] == [
        {"created": 85},
        {"created": 7},
        {"created": 35},
        {"created": 8800},
    ]
    assert made["sales_pipeline.csv"].report["made"] == {"stage": {"count": 2, "names": ["Engaging", "Prospecting"]}}
    expected = figures(FOLDER)
    assert read(seller, "wins")[1] == expected["wins"] == 4238
    assert read(seller, "revenue")[1] == expected["revenue"]
    bars = read(seller, "revenue", "quarter")[0]
    assert {label: point.value for label, point in bars.items() if point.value} == expected["quarters"]
    assert {label: point.value for label, point in read(seller, "revenue", "owner")[0].items()} == expected["agents"]
    assert {label: point.value for label, point in read(seller, "win_rate", "product")[0].items()} == expected["rates"]
    stages = read(seller, "pipeline", "stage")[0]
    assert {label: point.more["count"] for label, point in stages.items() if point.more["count"]} == expected["open"]


def test_a_thousand_people_come_in_and_three_with_impossible_birthdays_come_back(seller: Actor) -> None:
    path = SHARED / "people_duplicates" / "febrl1.csv"
    if not path.exists():
        pytest.skip(f"outside data is not here: {path}")
    made = done(seller, bring(seller, path.name, path.read_bytes()))
    assert made.row.noun == "contact"
    assert counts(made) == {"created": 997, "refused": 3}
    assert made.row.refused_file_id is not None
