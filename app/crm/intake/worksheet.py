"""The rows of one worksheet as text, one at a time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import IO, cast

from app.crm.intake.limits import MAX_COLUMNS
from app.crm.intake.records import trouble_in
from app.crm.intake.sheet import Record
from app.crm.intake.workbook_parts import TextParts
from app.crm.intake.xml_stream import feed

_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}")
_LAST_ROW, _LAST_DAY = 1_048_576, 2_950_000


class WorksheetReader:
    """Turns the tags of a worksheet into records; `dates` are the styles that show dates."""

    def __init__(self, strings: Sequence[str], dates: frozenset[int], from_1904: bool) -> None:
        self._strings, self._dates = strings, dates
        # Read only where a workbook is: it takes a tenth of a start.
        from openpyxl.utils import datetime as calendar

        self._epoch = calendar.CALENDAR_MAC_1904 if from_1904 else calendar.CALENDAR_WINDOWS_1900
        self._moment = cast(Callable[[float, datetime], object], calendar.from_excel)  # pyright: ignore[reportUnknownMemberType]
        self._row = self._column = self._style = 0
        self._kind = "n"
        self._cells: dict[int, str] = {}
        self._text = TextParts()
        self._done: list[Record] = []

    def read(self, source: IO[bytes]) -> Iterator[Record]:
        """Yield the rows that hold anything."""
        for _ in feed(source, self._start, self._end, self._text.add):
            yield from self._done
            self._done = []

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self._row = int(attributes["r"][:8]) if "r" in attributes else self._row + 1
            if not 0 < self._row <= _LAST_ROW:
                raise ValueError("a row lies outside the sheet")
            self._cells, self._column = {}, 0
        elif tag == "c":
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0")[:8])
            self._text.clear()
        self._text.start(tag)

    def _end(self, tag: str) -> None:
        self._text.end(tag)
        if tag == "c":
            value = self._value(self._text.whole())
            if value:
                self._cells[self._column] = value if self._column <= MAX_COLUMNS else ""
        elif tag == "row" and self._cells:
            self._done.append(self._record())

    def _value(self, text: str) -> str:
        if not text or self._kind == "e":
            return ""
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return self._number(text) if self._kind == "n" else text

    def _number(self, text: str) -> str:
        number = float(text)
        if self._style in self._dates and 0 <= number < _LAST_DAY:
            return moment_text(self._moment(number, self._epoch))
        if text.isdigit():
            return text
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _record(self) -> Record:
        width = max(self._cells)
        cells = [self._cells.get(at, "") for at in range(1, min(width, MAX_COLUMNS) + 1)]
        if width > MAX_COLUMNS:
            return Record(self._row, cells, f"The row has {width} cells; {MAX_COLUMNS} at most are taken")
        return Record(self._row, cells, trouble_in(cells))


def moment_text(value: object) -> str:
    """Return a date, a moment or a time of day in ISO form, a moment at midnight as its date."""
    if isinstance(value, datetime):
        whole = value.replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _column(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError("a cell has no place")
    at = 0
    for letter in match[1]:
        at = at * 26 + ord(letter) - 64
    return at
