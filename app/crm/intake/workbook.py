"""Rows of an .xlsx worksheet as text, read as a stream after the archive has been checked."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from app.core.errors import Invalid
from app.crm.intake.archive import check_workbook
from app.crm.intake.limits import MAX_COLUMNS
from app.crm.intake.records import trouble_in
from app.crm.intake.sheet import Record

_ROW, _CHUNK = b"<row ", 1024 * 1024
_ERRORS = {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"}


def worksheets(path: Path) -> list[str]:
    """Return the visible worksheets' names.

    Raises Invalid for what is no readable workbook, TooLarge for one that would unpack to too much.
    """
    check_workbook(path)
    with _opened(path) as book:
        return [str(sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def rows_in(path: Path, title: str) -> int:
    """Return the number of rows of a worksheet, blank ones too, by their marks alone: its own claim is often wrong."""
    with _opened(path) as book, cast(Any, book[title])._get_source() as source:
        count, end = 0, b""
        while chunk := source.read(_CHUNK):
            count += (end + chunk).count(_ROW)
            end = chunk[1 - len(_ROW) :]
        return count


def workbook_records(path: Path, title: str) -> Iterator[Record]:
    """Yield the rows of one worksheet that are not blank."""
    check_workbook(path)
    with _opened(path) as book:
        sheet = cast(Any, book[title])
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            record = _record(number, values)
            if record.problem or any(record.cells):
                yield record


@contextmanager
def _opened(path: Path) -> Generator[Workbook]:
    """Open a workbook; whatever a damaged one throws at us becomes one clear error."""
    book: Workbook | None = None
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        yield book
    except Exception as error:
        raise Invalid(
            "The Excel file is damaged and cannot be read. Open it, save it again and import that."
        ) from error
    finally:
        if book is not None:
            book.close()


def _record(number: int, values: tuple[Any, ...]) -> Record:
    cells = [text_of_cell(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        return Record(number, cells[:MAX_COLUMNS], f"The row has {len(cells)} cells; {MAX_COLUMNS} at most are taken")
    return Record(number, cells, trouble_in(cells))


def text_of_cell(value: object) -> str:
    """Return a cell as a person would type it: whole numbers without point, dates as 2026-01-31."""
    if value is None or (isinstance(value, str) and value in _ERRORS):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
