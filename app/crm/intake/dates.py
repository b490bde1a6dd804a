"""Dates as people write them; whether the day comes first is learnt from the whole column."""

import re
from collections.abc import Iterable
from datetime import date

from dateutil import parser as dateparser

from app.crm.intake.values import Parsed, Problem

_TIME = r"(?:[T\s]+\d{1,2}:\d{2}.*)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(1[89]\d\d|20\d\d)(\d\d)(\d\d)")
_ORDERED = re.compile(r"(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})" + _TIME)
_WORDED = re.compile(r"(?=.*[A-Za-z]{3})(?=.*\d)[\w\s,.'-]{6,40}")
_CENTURY_TURN = 50


def day_first(texts: Iterable[str]) -> bool | None:
    """Tell from a column whether 03/04/2017 is the 3rd of April; None where nothing in it decides."""
    found = [match for text in texts if (match := _ORDERED.fullmatch(text.strip()))]
    first = any(int(match[1]) > 12 for match in found)
    second = any(int(match[2]) > 12 for match in found)
    if first != second:
        return first
    return True if found and not second and all("." in match[0] for match in found) else None


def parse_date(text: str, first: bool | None) -> Parsed | Problem:
    """Return the date of a cell; a time after it is dropped. `first` says that the day comes first."""
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _ORDERED.fullmatch(text):
        return _ordered(text, int(match[1]), int(match[2]), _full_year(match[3]), first)
    if _WORDED.fullmatch(text):
        try:
            return Parsed(dateparser.parse(text, dayfirst=bool(first)).date())
        except (ValueError, OverflowError):
            pass
    return Problem(f"“{text[:60]}” is no date; write it as 2026-01-31")


def _ordered(text: str, one: int, two: int, year: int, first: bool | None) -> Parsed | Problem:
    if one > 12 or two > 12:
        first = one > 12
    day, month = (two, one) if first is False else (one, two)
    parsed = _checked(text, year, month, day)
    if first is None and one != two and isinstance(parsed, Parsed):
        return Parsed(parsed.value, f"“{text}” was read as {parsed.value} (day first)")
    return parsed


def _checked(text: str, year: int, month: int, day: int) -> Parsed | Problem:
    try:
        return Parsed(date(year, month, day))
    except ValueError:
        return Problem(f"“{text}” is a date that does not exist")


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < _CENTURY_TURN else 1900)
