"""Exports that no spreadsheet executes."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.tables import inert, write_csv, write_xlsx

BAD = ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"]


@pytest.mark.parametrize("text", BAD)
def test_texts_that_start_a_formula_are_made_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+4930123456", "-1.054,20", "a=b", "", "'quoted"])
def test_other_texts_stay(text: str) -> None:
    assert inert(text) == text


def test_numbers_stay_numbers_and_headers_are_inert_too(tmp_path: Path) -> None:
    line = [Decimal("-5.00"), -3, date(2026, 1, 31), True, None, BAD[0], ["a", "b"], datetime(2026, 1, 1, tzinfo=UTC)]
    header = ["=evil", *"abcdefg"]
    out = io.StringIO(newline="")
    assert write_csv(out, header, [line]) == 1
    first, second = csv.reader(io.StringIO(out.getvalue()))
    assert first[0] == "'=evil"
    assert second[:6] == ["-5.00", "-3", "2026-01-31", "true", "", "'" + BAD[0]]
    path = tmp_path / "out.xlsx"
    assert write_xlsx(path, header, [line, ["=1+1", "bell\x07", "x" * 40_000]]) == 2
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == [-5, -3]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert (sheet["A3"].value, sheet["B3"].value, len(str(sheet["C3"].value))) == ("'=1+1", "bell", 32_767)
