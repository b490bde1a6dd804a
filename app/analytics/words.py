"""Figures as people read them."""

from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from app.core import money
from app.core.metrics.figures import Unit, Value

MINUTE, HOUR, DAY = 60, 3600, 86_400


def told(value: Value | None, unit: Unit, currency: str, locale: str) -> str:
    """A figure with its unit: €1,054.00, 12.5%, 3.2 h; a dash where nothing was measured."""
    where = locale.replace("-", "_")
    if value is None:
        return "–"
    if unit == "money":
        return money.format_money(money.Money(Decimal(str(value)), currency), where)
    if unit == "percent":
        return format_percent(float(value) / 100, "#,##0.#%", locale=where)
    if unit == "duration":
        return _duration(float(value), where)
    return format_decimal(value, locale=where)


def _duration(seconds: float, locale: str) -> str:
    for size, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= size:
            return f"{format_decimal(round(seconds / size, 1), locale=locale)} {name}"
    return f"{format_decimal(round(seconds, 1), locale=locale)} s"


def changed(change: float | None) -> str:
    """A change in percent with its sign; empty where there is none."""
    return "" if change is None else f"{change:+.1f} %"
