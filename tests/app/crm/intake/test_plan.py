"""Rows become decisions, and the refused ones a file."""

import csv
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from app.crm.intake import Row, inspect, rows
from app.crm.intake.fields import Field
from app.crm.intake.mapping import propose
from app.crm.intake.plan import Decision, Key, Plan, decide, plan_for, understand
from app.crm.intake.refusals import write_refused
from app.crm.intake.values import Value

FIELDS = (
    Field("external_ref", "Reference", required=True),
    Field("name", "Name", required=True),
    Field("amount", "Amount", kind="money"),
)
COLUMNS = ("id", "name", "amount")
PLAN = plan_for([], FIELDS, dict(zip(COLUMNS, ("external_ref", "name", "amount"), strict=True)), ["external_ref"])
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def decided(plan: Plan, *cells: tuple[str, ...]) -> list[Decision]:
    known: dict[Key, dict[str, Value]] = {("a",): {"name": "Ada", "amount": Decimal("5.00")}}
    drafts = [understand(Row(at, dict(zip(COLUMNS, line, strict=True))), plan) for at, line in enumerate(cells, 2)]
    return list(decide(drafts, known.get, plan.match_on))


def test_each_row_is_created_updated_unchanged_or_refused() -> None:
    lines = [("b", "Bo", "1"), ("A", "Ada", ""), ("a", "Ada L.", "5"), ("c", "", "x")]
    new, same, again, bad = decided(PLAN, *lines)
    assert (new.outcome, new.changes["amount"]) == ("created", Decimal("1.00"))
    assert (same.outcome, same.changes) == ("unchanged", {})
    assert (again.outcome, again.reasons) == ("refused", ("Row 3 is about the same record",))
    assert bad.reasons == ("name: Name is empty", "amount: “x” is no number")
    (changed,) = decided(PLAN, ("a", "Ada L.", ""))
    assert (changed.outcome, changed.changes) == ("updated", {"name": "Ada L."})


def test_a_required_field_without_column_refuses_every_row() -> None:
    plan = plan_for([], FIELDS, {"id": "external_ref"}, ["external_ref"])
    assert decided(plan, ("z", "Zoe", "1"))[0].reasons == ("Name is missing",)


def test_refused_rows_come_back_as_a_file_that_no_spreadsheet_executes() -> None:
    out = io.StringIO(newline="")
    count = write_refused(out, COLUMNS, decided(PLAN, ("=cmd|'/c calc'!A1", "", "-5"), ("b", "Bo", "1")))
    header, line = csv.reader(io.StringIO(out.getvalue()))
    assert count == 1
    assert header == ["Why refused", "id", "name", "amount"]
    assert line == ["name: Name is empty", "'=cmd|'/c calc'!A1", "", "-5"]


def test_the_sales_opportunities_read_whole_and_to_the_cent() -> None:
    path = SHARED / "crm_opportunities" / "sales_pipeline.csv"
    if not path.exists():
        pytest.skip(f"outside data is not here: {path}")
    products = ("GTX Basic", "GTX Pro", "MG Special", "MG Advanced", "GTX Plus Pro", "GTX Plus Basic", "GTK 500")
    fields = (
        Field("external_ref", "Reference", required=True),
        Field("owner", "Owner"),
        Field("product", "Product", kind="choice", choices=products),
        Field("company", "Company"),
        Field("stage", "Stage", kind="choice", choices=("Prospecting", "Engaging", "Won", "Lost")),
        Field("engaged_on", "Engaged on", kind="date"),
        Field("closed_at", "Closed on", kind="date"),
        Field("amount", "Amount", kind="money"),
    )
    sheet = inspect(path)
    plan = plan_for(sheet.sample, fields, propose(sheet.columns, fields), ["external_ref"])
    made = list(decide((understand(row, plan) for row in rows(path, sheet)), lambda key: None, plan.match_on))
    with path.open(newline="") as file:
        raw = list(csv.DictReader(file))
    assert Counter(one.outcome for one in made) == {"created": 8800}
    won = sum(Decimal(str(one.changes.get("amount", 0))) for one in made if one.changes["stage"] == "Won")
    assert won == sum(Decimal(row["close_value"] or 0) for row in raw if row["deal_stage"] == "Won")
    assert sum("company" not in one.changes for one in made) == 1425
    assert Counter(one.changes["product"] for one in made)["GTX Pro"] == sum(r["product"] == "GTXPro" for r in raw)
