"""A first look at an uploaded file: what it is, its columns, a sample, and what to beware of."""

from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.core.errors import Invalid
from app.crm.intake.dialect import dialect_of
from app.crm.intake.encoding import encoding_of
from app.crm.intake.header import columns_of, has_header
from app.crm.intake.kinds import kind_of
from app.crm.intake.limits import SAMPLE_BYTES, SAMPLE_RECORDS, SAMPLE_ROWS
from app.crm.intake.reading import named, raw_records, text_of
from app.crm.intake.sheet import Record, Sheet
from app.crm.intake.workbook import rows_in, worksheets


def inspect(path: Path, *, header: bool | None = None, known: Collection[str] = ()) -> Sheet:
    """Return how to read a CSV, TSV or XLSX file, with its first 20 rows.

    `header` overrules the guess whether the first row holds names; `known` (folded names) helps it. Only the start of
    the file is read, but for its encoding. Raises Invalid for what is no table, TooLarge for too much of one.
    """
    draft = _workbook(path) if kind_of(path) == "xlsx" else _text(path)
    found = list(islice(raw_records(path, draft), SAMPLE_RECORDS))
    if not found:
        raise Invalid("The file holds no rows.")
    return _described(path, draft, found, header, known)


def _workbook(path: Path) -> Sheet:
    sheets = worksheets(path)
    if not sheets:
        raise Invalid("The workbook holds no visible worksheet.")
    for title in sheets:
        sheet = Sheet("xlsx", (), True, title=title, encoding="", delimiter="")
        if next(raw_records(path, sheet), None) is not None:
            others = [other for other in sheets if other != title]
            note = (f"Only the worksheet “{title}” is read, not: {', '.join(others)}.",) if others else ()
            return replace(sheet, warnings=note)
    raise Invalid("The workbook holds no rows.")


def _text(path: Path) -> Sheet:
    encoding = encoding_of(path)
    with text_of(path, encoding.name) as stream:
        start = stream.read(SAMPLE_BYTES)
    if start.count("\0") > len(start) // 20:
        raise Invalid("This is not a text file. Import a CSV or Excel (.xlsx) file.")
    dialect = dialect_of(start)
    named_excel = path.suffix.lower() in {".xlsx", ".xls"}
    warnings = [*encoding.warnings, *(["The file is named like an Excel file, but holds text."] if named_excel else [])]
    return Sheet(
        "csv",
        (),
        True,
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        padded=dialect.padded,
        skip=dialect.skip,
        warnings=tuple(warnings),
    )


def _described(path: Path, draft: Sheet, found: list[Record], header: bool | None, known: Collection[str]) -> Sheet:
    first, body = found[0], found[1:]
    if first.problem:
        raise Invalid(f"The first row cannot be read: {first.problem[0].lower()}{first.problem[1:]}.")
    is_header = has_header(first.cells, [record.cells for record in body], known) if header is None else header
    width = first.cells if is_header else max((one.cells for one in found), key=len)
    columns, notes = columns_of(width, is_header)
    sheet = replace(draft, columns=columns, header=is_header)
    below = [named(record, columns) for record in (body if is_header else found)]
    estimate, exact = _estimate(path, sheet, found)
    return replace(
        sheet,
        sample=tuple(row.values for row in below if not row.problem)[:SAMPLE_ROWS],
        estimate=estimate,
        exact=exact,
        warnings=(*draft.warnings, *notes, *_row_warnings([row.problem or row.notes for row in below])),
    )


def _row_warnings(marks: list[str | tuple[str, ...]]) -> list[str]:
    refused = sum(isinstance(mark, str) for mark in marks)
    short = sum(isinstance(mark, tuple) and bool(mark) for mark in marks)
    told = [f"{refused} of the first {len(marks)} rows cannot be read and will be refused."] if refused else []
    return told + ([f"{short} of the first {len(marks)} rows are shorter than the header."] if short else [])


def _estimate(path: Path, sheet: Sheet, found: list[Record]) -> tuple[int, bool]:
    """Rows below the header: counted where the sample is the whole, else by the size of the sampled ones."""
    head = int(sheet.header)
    if len(found) < SAMPLE_RECORDS:
        return len(found) - head, True
    if sheet.kind == "xlsx":
        return max(rows_in(path, sheet.title), len(found)) - head, False
    size = sum(sum(len(cell.encode("utf-8", "replace")) + 1 for cell in record.cells) + 1 for record in found)
    return max(path.stat().st_size * len(found) // max(size, 1), len(found)) - head, False
