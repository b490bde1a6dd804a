"""Figures in the reader's way of writing."""

from babel.numbers import format_decimal, format_percent

from app.core.actor import Actor
from app.core.metrics import Reading
from app.core.metrics.figures import Unit, Value
from app.core.money import Money, format_money

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def figure(value: Value | None, unit: Unit, actor: Actor) -> str:
    """A figure with its unit; a dash where nothing was measured."""
    if value is None:
        return "–"
    if unit == "money":
        return format_money(Money.of(value, actor.currency), _locale(actor), cents=False)
    if unit == "percent":
        return format_percent(float(value) / 100, locale=_locale(actor))
    return duration(int(value)) if unit == "duration" else format_decimal(value, locale=_locale(actor))


def duration(seconds: int) -> str:
    """A time in its two largest units: 1 h 12 m."""
    if seconds >= DAY:
        return _two(seconds, DAY, "d", HOUR, "h")
    return _two(seconds, HOUR, "h", MINUTE, "m") if seconds >= HOUR else f"{seconds // MINUTE} m"


def _two(seconds: int, large: int, name: str, small: int, rest: str) -> str:
    more = seconds % large // small
    return f"{seconds // large} {name}" + (f" {more} {rest}" if more else "")


def change(reading: Reading, actor: Actor) -> tuple[str, str]:
    """How a total differs from that of the period before, and the tone that says whether this is good."""
    if reading.total is None or reading.previous is None:
        return "", "grey"
    apart = float(reading.total) - float(reading.previous)
    text = _apart(reading, apart, actor)
    if not text or round(apart, 2) == 0:
        return text, "grey"
    return text, "green" if (apart > 0) == (reading.metric.good == "up") else "red"


def _apart(reading: Reading, apart: float, actor: Actor) -> str:
    sign = "+" if apart > 0 else "−" if apart < 0 else "±"
    if reading.metric.unit == "percent":
        return f"{sign}{abs(apart):.0f} pt"
    if reading.metric.unit == "duration":
        return f"{sign}{duration(int(abs(apart)))}"
    if reading.change is None:
        return ""
    return sign + format_percent(abs(reading.change) / 100, locale=_locale(actor))


def _locale(actor: Actor) -> str:
    return actor.locale.replace("-", "_")
