"""Dates and moments in the reader's language and time zone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_moment
from babel.dates import format_time as babel_time
from liquid.exceptions import FilterArgumentError

from app.core.templates.place import Place
from app.core.templates.plain import quoted
from app.core.times import local, relative, utc_now, zone

FORMS = {"short", "medium", "long", "full"}
MOST = 60


def moment_of(value: Any, place: Place) -> datetime:
    """The moment that a date, an ISO text or seconds since 1970 name; a day starts at midnight of the place."""
    try:
        if isinstance(value, datetime):
            return local(value, zone(place.zone))
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=zone(place.zone))
        if isinstance(value, str):
            return _read(value.strip(), place)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, zone(place.zone))
    except (ValueError, OverflowError, OSError) as error:
        raise FilterArgumentError(f"{quoted(value)} is no date", token=None) from error
    raise FilterArgumentError("there is no date", token=None)


def _read(text: str, place: Place) -> datetime:
    if text in ("now", "today"):
        return local(utc_now(), zone(place.zone))
    found = datetime.fromisoformat(text)
    if len(text) <= len("2026-01-31"):
        return found.replace(tzinfo=zone(place.zone))
    return local(found if found.tzinfo else found.replace(tzinfo=UTC), zone(place.zone))


def format_date(value: Any, place: Place, form: str = "medium") -> str:
    """The day, as “short”, “medium”, “long”, “full” or a form of strftime such as %d.%m.%Y."""
    moment = moment_of(value, place)
    if "%" in form:
        return _by_letters(moment, form)
    return babel_date(moment.date(), _form(form), locale=place.locale)


def format_moment(value: Any, place: Place, form: str = "medium") -> str:
    """Day and time on the clocks of the place."""
    moment = moment_of(value, place)
    if "%" in form:
        return _by_letters(moment, form)
    day = babel_moment(moment, _form(form), tzinfo=zone(place.zone), locale=place.locale)
    return day.replace("\u202f", " ")


def format_time(value: Any, place: Place, form: str = "short") -> str:
    """The time of day on the clocks of the place."""
    moment = moment_of(value, place)
    return babel_time(moment, _form(form), tzinfo=zone(place.zone), locale=place.locale).replace("\u202f", " ")


def ago(value: Any, place: Place) -> str:
    """How far it is from now, in words."""
    return relative(moment_of(value, place), utc_now(), place.locale)


def later(value: Any, place: Place, days: Any = 0) -> datetime:
    """The moment so many days later; earlier below zero."""
    try:
        return moment_of(value, place) + timedelta(days=float(days))
    except (OverflowError, ValueError, TypeError) as error:
        raise FilterArgumentError("that date lies too far away", token=None) from error


def _form(form: str) -> str:
    if form not in FORMS:
        raise FilterArgumentError(f"“{form[:40]}” is no form of a date; use {', '.join(sorted(FORMS))}", token=None)
    return form


def _by_letters(moment: datetime, form: str) -> str:
    if len(form) > MOST or any(part[:1].isdigit() for part in form.split("%")[1:]):
        raise FilterArgumentError("this form of a date cannot be used", token=None)
    return moment.strftime(form)
