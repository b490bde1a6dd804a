"""Tables that leave the house as CSV or Excel, written as a stream, in which no cell can be a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TextIO

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_LONGEST_EXCEL_CELL = 32_767

Cell = object


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: a quote goes before what would start one.

    A text that is a plain number (`-5`, `+4930123456`) stays as it is.
    """
    return f"'{text}" if text.startswith(_ACTIVE) and not _NUMBER.fullmatch(text) else text


def plain(value: Cell) -> str | int | float | Decimal | date | bool | None:
    """Return a value as a table may hold it: numbers and dates as they are, all else as inert text."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return inert(", ".join(str(one) for one in value))  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
    return inert(str(value))


def write_csv(out: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a table to a stream opened with newline="" and return the number of rows below the header.

    Booleans are written true and false, moments in ISO 8601.
    """
    writer = csv.writer(out)
    writer.writerow([inert(name) for name in header])
    count = 0
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
        count += 1
    return count


def write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "Export") -> int:
    """Write a table to an .xlsx file, rows spooled to disk, and return their number.

    Excel holds 32,767 characters in a cell and no control characters: longer texts end in …, those are left out.
    """
    # Read only where a workbook is written: it takes a tenth of a start.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    count = 0
    sheet.append([_excel_cell(sheet, name) for name in header])
    for row in rows:
        sheet.append([_excel_cell(sheet, value) for value in row])
        count += 1
    book.save(path)
    return count


def _csv_text(value: Cell) -> object:
    held = plain(value)
    if isinstance(held, bool):
        return "true" if held else "false"
    return held.isoformat() if isinstance(held, date) else held


def _excel_cell(sheet: object, value: Cell) -> object:
    held = plain(value)
    if isinstance(held, datetime) and held.tzinfo:
        held = held.isoformat(" ", "seconds")
    if not isinstance(held, str):
        return held
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", held)
    if len(text) > _LONGEST_EXCEL_CELL:
        text = text[: _LONGEST_EXCEL_CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)  # pyright: ignore[reportArgumentType]
    cell.data_type = "s"
    return cell
