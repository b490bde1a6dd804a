"""Arithmetic in templates: exact, and an error where something is no number."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import ceil as up
from math import floor as down
from typing import Any

from babel.numbers import format_decimal, format_percent
from liquid.exceptions import FilterArgumentError

from app.core.templates.limits import BITS
from app.core.templates.place import Place
from app.core.templates.plain import quoted

Number = int | float | Decimal
LARGEST = 10**30


def number(value: Any) -> int | Decimal:
    """The exact number that a value is or says; raises LiquidError for what is none."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return _bounded(value)
        if isinstance(value, float | Decimal) or (isinstance(value, str) and len(value) <= 60):
            return _bounded(Decimal(str(value).strip()))
    except InvalidOperation:
        pass
    raise FilterArgumentError(f"{quoted(value)} is no number", token=None)


def _bounded(value: int | Decimal) -> int | Decimal:
    small = value.bit_length() <= BITS if isinstance(value, int) else value.is_finite() and abs(value) <= LARGEST
    if not small:
        raise FilterArgumentError("this number is too large", token=None)
    return value


def _kept(result: int | Decimal, *given: Any) -> Number:
    """The result in the kind of what was given: exact amounts stay exact, texts and floats give plain numbers."""
    result = _bounded(result)
    if isinstance(result, int) or any(isinstance(one, Decimal) for one in given):
        return result
    return int(result) if result == result.to_integral_value() and not _fraction(given) else float(result)


def _fraction(given: tuple[Any, ...]) -> bool:
    return any(isinstance(one, float) for one in given)


def binary(work: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Number]:
    """A filter of two numbers; two whole ones are worked on as such."""

    def calculated(left: Any, right: Any) -> Number:
        try:
            return _kept(work(*_alike(number(left), number(right))), left, right)
        except (ArithmeticError, InvalidOperation) as error:
            raise FilterArgumentError("a number cannot be divided by zero", token=None) from error

    return calculated


def _alike(left: int | Decimal, right: int | Decimal) -> tuple[Any, Any]:
    both = isinstance(left, int) and isinstance(right, int)
    return (left, right) if both else (Decimal(left), Decimal(right))


def divided(left: Any, right: Any) -> Any:
    """Liquid's rule: whole numbers give a whole number, rounded down."""
    return left // right if isinstance(left, int) else left / right


def rounded(value: Any, digits: Any = 0) -> Number:
    """The number with so many digits (0 to 10) after its point, halves away from zero."""
    places = number(digits)
    if not 0 <= places <= 10:
        raise FilterArgumentError("round takes 0 to 10 digits", token=None)
    exact = Decimal(number(value)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    return _kept(int(exact) if places == 0 else exact, value)


def ceil(value: Any) -> int:
    """The next whole number."""
    return up(number(value))


def floor(value: Any) -> int:
    """The whole number before it."""
    return down(number(value))


def absolute(value: Any) -> Number:
    """The number without its sign."""
    return _kept(abs(number(value)), value)


def total(values: list[Any]) -> Number:
    """The sum of numbers."""
    return _kept(sum((Decimal(number(one)) for one in values), Decimal(0)), *values)


def format_number(value: Any, place: Place) -> str:
    """The number as people of the place write it."""
    return format_decimal(number(value), locale=place.locale)


def percent(value: Any, place: Place) -> str:
    """A share of one as per cent: 0.25 is 25 %."""
    return format_percent(number(value), locale=place.locale)
