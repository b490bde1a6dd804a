"""Excel workbooks (.xlsx), read as a stream after their archive has been checked."""

import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import AppError, Invalid
from app.crm.intake.archive import DAMAGED, check_workbook
from app.crm.intake.sheet import Record
from app.crm.intake.workbook_parts import Part, date_styles, parts_of, shared_strings
from app.crm.intake.worksheet import WorksheetReader

_ROW, _CHUNK = b"row ", 1024 * 1024


def worksheets(path: Path) -> list[str]:
    """Return the visible worksheets' names.

    Raises Invalid for what is no readable workbook, TooLarge for one that would unpack to too much.
    """
    with _opened(path) as archive:
        return [part.title for part in parts_of(archive).sheets if part.visible]


def rows_in(path: Path, title: str) -> int:
    """Return about how many rows a worksheet has, blank ones too, by their marks: its own claim is often wrong."""
    with _opened(path) as archive, archive.open(_part(archive, title).path) as source:
        count, end = 0, b""
        while chunk := source.read(_CHUNK):
            count += (end + chunk).count(_ROW)
            end = chunk[1 - len(_ROW) :]
        return count


def workbook_records(path: Path, title: str) -> Iterator[Record]:
    """Yield the rows of one worksheet that hold anything."""
    with _opened(path) as archive:
        parts = parts_of(archive)
        reader = WorksheetReader(shared_strings(archive), date_styles(archive), parts.from_1904)
        with archive.open(_part(archive, title).path) as source:
            yield from reader.read(source)


def _part(archive: zipfile.ZipFile, title: str) -> Part:
    found = next((part for part in parts_of(archive).sheets if part.title == title), None)
    if found is None:
        raise Invalid(f"The workbook has no worksheet “{title}”.")
    return found


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile]:
    """Open a workbook's archive; whatever a damaged one throws becomes one clear error."""
    check_workbook(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except AppError:
        raise
    except Exception as error:
        raise Invalid(DAMAGED) from error
