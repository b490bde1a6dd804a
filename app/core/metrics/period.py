"""Spans of time that a figure is asked for, on the clocks of the one who asks."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast, get_args

from app.core import times
from app.core.errors import Invalid

NAMED = re.compile(r"(this|last|next)_(day|week|month|quarter|year)")
LAST = re.compile(r"last_(\d{1,4})_(day|week|month|quarter|year)s")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
ALL = "all"
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included, in the time zone `zone`."""

    first: date
    last: date
    zone: str = "UTC"

    @property
    def start(self) -> datetime:
        """The moment (UTC) at which it begins."""
        return times.midnight(self.first, times.zone(self.zone))

    @property
    def end(self) -> datetime:
        """The first moment (UTC) after it."""
        return times.midnight(self.last + timedelta(days=1), times.zone(self.zone))

    @property
    def whole(self) -> bool:
        """Whether it stands for all time."""
        return self.first == EARLIEST

    def before(self) -> "Period | None":
        """The period before it: the month before a month, as many days before any other; None before all time."""
        if self.whole:
            return None
        for unit in get_args(times.Unit):
            if times.bounds(unit, self.first) == (self.first, self.last + timedelta(days=1)):
                return Period(times.shifted(unit, self.first, -1), self.first - timedelta(days=1), self.zone)
        days = (self.last - self.first).days + 1
        return Period(self.first - timedelta(days=days), self.first - timedelta(days=1), self.zone)

    def __str__(self) -> str:
        return ALL if self.whole else f"{self.first}..{self.last}"


def parse(text: str, zone: str, today: date | None = None) -> Period:
    """Read a period: all, this_month, last_quarter, last_90_days, 2017, 2017-Q1, 2017-03 or 2017-01-01..2017-03-31.

    Raises Invalid.
    """
    day = today or times.local(times.utc_now(), times.zone(zone)).date()
    first, last = _days(text.strip(), day)
    if last < first:
        raise Invalid("The period ends before it begins.", fields={"period": "ends before it begins"})
    return Period(first, last, zone)


def _days(text: str, day: date) -> tuple[date, date]:
    if text == ALL:
        return EARLIEST, LATEST
    if named := NAMED.fullmatch(text):
        step = {"this": 0, "last": -1, "next": 1}[named[1]]
        unit = cast(times.Unit, named[2])
        return _unit(unit, times.shifted(unit, times.start_of(unit, day), step))
    if running := LAST.fullmatch(text):
        return times.shifted(cast(times.Unit, running[2]), day, -int(running[1])) + timedelta(days=1), day
    return _dates(text)


def _dates(text: str) -> tuple[date, date]:
    try:
        if span := SPAN.fullmatch(text):
            return date.fromisoformat(span[1]), date.fromisoformat(span[2])
        if quarter := QUARTER.fullmatch(text):
            return _unit("quarter", date(int(quarter[1]), int(quarter[2]) * 3, 1))
        if re.fullmatch(r"\d{4}-\d\d", text):
            return _unit("month", date.fromisoformat(f"{text}-01"))
        if re.fullmatch(r"\d{4}", text):
            return _unit("year", date(int(text), 1, 1))
    except ValueError:
        pass
    known = "all, this_month, last_quarter, last_90_days, 2017, 2017-Q1, 2017-03 or 2017-01-01..2017-03-31"
    raise Invalid(f"{text[:40]!r} is no period; write {known}.", fields={"period": "not a period"})


def _unit(unit: times.Unit, day: date) -> tuple[date, date]:
    first, after = times.bounds(unit, day)
    return first, after - timedelta(days=1)
