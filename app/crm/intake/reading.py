"""Rows of a file, one at a time, under the names of its columns."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TextIO

from app.crm.intake.records import records
from app.crm.intake.sheet import Record, Row, Sheet
from app.crm.intake.workbook import workbook_records


def rows(path: Path, sheet: Sheet) -> Iterator[Row]:
    """Yield the rows below the header with constant memory; a row that cannot be taken carries its problem.

    Raises Invalid where a workbook turns out to be damaged.
    """
    for at, record in enumerate(raw_records(path, sheet)):
        if at or not sheet.header:
            yield named(record, sheet.columns)


def raw_records(path: Path, sheet: Sheet) -> Iterator[Record]:
    """Yield every record that is not blank, the header too."""
    if sheet.kind == "xlsx":
        yield from workbook_records(path, sheet.title)
        return
    with closing(text_of(path, sheet.encoding)) as stream:
        for _ in range(sheet.skip):
            stream.readline()
        for record in records(stream, sheet.delimiter, sheet.padded):
            if record.problem or any(cell.strip() for cell in record.cells):
                yield record


def text_of(path: Path, encoding: str) -> TextIO:
    """Open a text file; bytes that are no UTF-8 come as lone surrogates, which refuse only their own row."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
    return path.open(encoding=encoding, errors=errors, newline="")


def named(record: Record, columns: tuple[str, ...]) -> Row:
    """Give the cells of a record their names: short rows are filled up, long ones refused."""
    cells, width = record.cells, len(columns)
    values = dict(zip(columns, cells + [""] * (width - len(cells)), strict=False))
    if record.problem:
        return Row(record.number, values, record.problem)
    if any(cell.strip() for cell in cells[width:]):
        return Row(record.number, values, f"The row has {len(cells)} cells, but there are {width} columns")
    notes = (f"Only {len(cells)} of {width} cells; the rest count as empty",) if len(cells) < width else ()
    return Row(record.number, values, notes=notes)
