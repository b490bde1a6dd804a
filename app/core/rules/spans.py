"""Days and moments a condition names: 2026-01-31, 2026-01, 2026-Q1, today, 30_days_ago, start_of_month, last_7_days."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from app.core.errors import Invalid
from app.core.times import UNITS, Unit, bounds, local, midnight, shifted, start_of

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])", re.IGNORECASE)
_COUNTED = re.compile(r"(\d{1,5})_(minute|hour|day|week|month|year)s?_(ago|from_now)")
_WINDOW = re.compile(r"(last|next)_(\d{1,5})_(day|week|month|year)s?")
_NAMED = re.compile(r"(this|last|next)_(week|month|quarter|year)")
_EDGE = re.compile(r"(start|end)_of_(week|month|quarter|year)")
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_AGO = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True)
class Span:
    """From the start of one day up to the start of another, in some zone, the end left out."""

    first: date
    after: date

    def moments(self, tz: ZoneInfo) -> tuple[datetime, datetime]:
        """Return both ends in UTC."""
        return midnight(self.first, tz), midnight(self.after, tz)


def span_of(value: object, now: datetime, tz: ZoneInfo) -> Span | datetime:
    """Return what a value names: a span of days in the zone, or one moment in UTC.

    Raises Invalid for what names neither.
    """
    if isinstance(value, datetime):
        return local(value, tz).astimezone(UTC)
    if isinstance(value, date):
        return Span(value, shifted("day", value, 1))
    if not isinstance(value, str):
        raise _unknown(value)
    text = value.strip()
    found = _relative(text.lower(), now, local(now, tz).date()) or _fixed(text, tz)
    if found is None:
        raise _unknown(value)
    return found


def _relative(text: str, now: datetime, today: date) -> Span | datetime | None:
    if text == "now":
        return now
    if text in _DAYS:
        return _one(shifted("day", today, _DAYS[text]))
    if match := _COUNTED.fullmatch(text):
        return _counted(int(match[1]) * (-1 if match[3] == "ago" else 1), match[2], now, today)
    if match := _WINDOW.fullmatch(text):
        return _window(match[1], int(match[2]), cast(Unit, match[3]), today)
    if match := _NAMED.fullmatch(text):
        unit = cast(Unit, match[2])
        return Span(*bounds(unit, shifted(unit, start_of(unit, today), _AGO[match[1]])))
    if match := _EDGE.fullmatch(text):
        first, after = bounds(cast(Unit, match[2]), today)
        return _one(first if match[1] == "start" else after - timedelta(days=1))
    return None


def _counted(count: int, unit: str, now: datetime, today: date) -> Span | datetime:
    if unit in UNITS:
        return _one(shifted(unit, today, count))
    return now + timedelta(**{f"{unit}s": count})


def _window(side: str, count: int, unit: Unit, today: date) -> Span:
    """The last 7 days are today and the 7 days before it, so that none of them is also before 7_days_ago."""
    if side == "last":
        return Span(shifted(unit, today, -count), shifted("day", today, 1))
    return Span(today, shifted("day", shifted(unit, today, count), 1))


def _fixed(text: str, tz: ZoneInfo) -> Span | datetime | None:
    try:
        if match := _QUARTER.fullmatch(text):
            return Span(*bounds("quarter", date(int(match[1]), int(match[2]) * 3, 1)))
        if match := _MONTH.fullmatch(text):
            return Span(*bounds("month", date(int(match[1]), int(match[2]), 1)))
        if len(text) == 4:
            return Span(*bounds("year", date(int(text), 1, 1)))
        if len(text) == 10:
            return _one(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=tz)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _one(day: date) -> Span:
    return Span(day, shifted("day", day, 1))


def _unknown(value: object) -> Invalid:
    shown = str(value)[:60]
    return Invalid(f"“{shown}” names no day; write 2026-01-31, today, 30_days_ago, this_month or last_7_days")
