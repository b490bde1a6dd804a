"""Moments are UTC; days, weeks and months belong to a time zone."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta

from app.core.errors import Invalid

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name. Raises Invalid for one that does not exist."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(f"There is no time zone “{name}”.") from error


def local(moment: datetime, tz: ZoneInfo) -> datetime:
    """Return a moment on the clocks of a zone; one without a zone counts as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(tz)


def midnight(day: date, tz: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which a day starts in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC)


def start_of(unit: Unit, day: date) -> date:
    """Return the first day of the unit a day lies in; weeks start on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return date(day.year, month, 1)


def shifted(unit: Unit, day: date, count: int) -> date:
    """Return a day so many units later (earlier below zero); the 31st becomes the last of a shorter month.

    Raises Invalid beyond the years 1 to 9999.
    """
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError, calendar.IllegalMonthError) as error:
        raise Invalid("That date lies too far away.") from error


def bounds(unit: Unit, day: date) -> tuple[date, date]:
    """Return the first day of the unit a day lies in, and the first day after it."""
    first = start_of(unit, day)
    return first, shifted(unit, first, 1)


def moments(unit: Unit, day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when that unit starts and ends in a zone, in UTC, the end excluded."""
    first, after = bounds(unit, day)
    return midnight(first, tz), midnight(after, tz)


def buckets(unit: Unit, first: date, last: date) -> Iterator[date]:
    """Yield the first day of every unit from the one of `first` to the one of `last`."""
    day = start_of(unit, first)
    while day <= last:
        yield day
        day = shifted(unit, day, 1)


def bucket_name(unit: Unit, day: date) -> str:
    """Return the name of a unit's bucket: 2017-03-01, 2017-W09, 2017-03, 2017 Q1 or 2017."""
    year, week, _ = day.isocalendar()
    return {
        "day": day.isoformat(),
        "week": f"{year}-W{week:02}",
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year} Q{(day.month + 2) // 3}",
        "year": str(day.year),
    }[unit]


def relative(moment: datetime, now: datetime, locale: str = "en") -> str:
    """Return how far a moment is from now in words: “3 days ago”, “in 2 hours”."""
    return format_timedelta(moment - now, add_direction=True, locale=locale)
