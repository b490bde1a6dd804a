"""Cutting a text stream into records: a quoted cell may hold delimiters and line ends, a stray quote may not."""

import csv
from collections.abc import Iterator
from typing import TextIO

from app.crm.intake.limits import MAX_CELL, MAX_RECORD
from app.crm.intake.sheet import Record

_NEVER_CLOSED = "A quote is opened in this row and never closed; nothing from here on could be read"
_TOO_LONG = f"A cell is longer than {MAX_CELL:,} characters"


def records(stream: TextIO, delimiter: str, padded: bool) -> Iterator[Record]:
    """Yield the records of a stream opened with newline="", blank ones left out but counted.

    No more than one record of a million characters is held; longer ones come with a problem and no cells.
    """
    number = 0
    while (taken := _take(stream, delimiter, padded)) is not None:
        number += 1
        text, problem = taken
        if problem:
            yield Record(number, [], problem)
        elif text.strip("\r\n"):
            yield _parsed(number, text, delimiter, padded)


def _take(stream: TextIO, delimiter: str, padded: bool) -> tuple[str, str | None] | None:
    """Read one record, or None at the end; a record too long is read to its end and dropped."""
    kept: list[str] = []
    size, is_open, begun, ended = 0, False, True, False
    while not ended:
        piece = stream.readline(MAX_RECORD)
        if not piece:
            break
        size += len(piece)
        if size <= MAX_RECORD:
            kept.append(piece)
        is_open = still_open(piece, delimiter, is_open, padded, begun)
        begun = piece.endswith(("\n", "\r"))
        ended = begun and not is_open
    if not size:
        return None
    if is_open:
        return "", _NEVER_CLOSED
    return "".join(kept), _TOO_LONG if size > MAX_RECORD else None


def still_open(text: str, delimiter: str, is_open: bool, padded: bool = False, begun: bool = True) -> bool:
    """Tell whether a quoted cell is still open after this piece of a record.

    A quote opens a cell only where the cell starts, as Python's csv module has it; `begun` says that the piece itself
    starts one.
    """
    if '"' not in text:
        return is_open
    at = 0 if is_open or begun else _next_cell(text, 0, delimiter)
    while 0 <= at < len(text):
        if not is_open:
            at = _skip_spaces(text, at) if padded else at
            if not text.startswith('"', at):
                at = _next_cell(text, at, delimiter)
                continue
            is_open, at = True, at + 1
        at = text.find('"', at)
        if at < 0:
            return True
        if text.startswith('"', at + 1):
            at += 2
        else:
            is_open, at = False, _next_cell(text, at + 1, delimiter)
    return is_open


def _next_cell(text: str, at: int, delimiter: str) -> int:
    found = text.find(delimiter, at)
    return found + 1 if found >= 0 else -1


def _skip_spaces(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


def _parsed(number: int, text: str, delimiter: str, padded: bool) -> Record:
    try:
        cells = next(csv.reader([text], delimiter=delimiter, skipinitialspace=padded))
    except csv.Error:
        return Record(number, [], _TOO_LONG)
    return Record(number, cells, trouble_in(cells))


def trouble_in(cells: list[str]) -> str | None:
    """Return why cells cannot be kept: too long, or with characters no database text can hold."""
    for cell in cells:
        if len(cell) > MAX_CELL:
            return _TOO_LONG
        if "\0" in cell:
            return "A cell holds a NUL character"
        if not cell.isascii() and any("\ud800" <= letter <= "\udfff" for letter in cell):
            return "A cell holds bytes that are not in the file's encoding"
    return None
