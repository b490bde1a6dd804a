"""Amounts of money with their currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import NumberFormatError, format_currency, is_currency, parse_decimal

from app.core.errors import Invalid

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999999999.99")


def currency_code(text: str) -> str:
    """Return an ISO 4217 code in capitals. Raises Invalid for one that does not exist."""
    code = text.strip().upper()
    if not is_currency(code):
        raise Invalid(f"There is no currency “{text}”. Use a code such as EUR or USD.")
    return code


def amount(value: Decimal | int | float | str) -> Decimal:
    """Return an amount rounded to cents, halves away from zero, as Numeric(18, 2) holds it.

    Raises Invalid for what is no number and for more than 16 digits before the point.
    """
    try:
        exact = Decimal(str(value))
        if not exact.is_finite() or abs(exact) > LARGEST:
            raise Invalid(f"“{value}” is too large for an amount of money.")
        return exact.quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation as error:
        raise Invalid(f"“{value}” is no amount of money.") from error


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in a currency; only amounts of the same currency are added."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, value: Decimal | int | float | str, currency: str) -> "Money":
        """Return money of a checked amount and currency. Raises Invalid."""
        return cls(amount(value), currency_code(currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(amount(self.amount * factor), self.currency)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise Invalid(f"{self.currency} and {other.currency} cannot be added without a rate.")
        return other


def parse_money(text: str, currency: str, locale: str = "en") -> Money:
    """Return the money a person of a locale typed, with or without the currency's sign. Raises Invalid."""
    digits = "".join(letter for letter in text if letter.isdigit() or letter in ".,'’- \u00a0\u202f").strip()
    try:
        return Money.of(parse_decimal(digits, locale=locale, strict=True), currency)
    except NumberFormatError as error:
        raise Invalid(f"“{text}” is no amount of money.") from error


def format_money(money: Money, locale: str = "en", cents: bool = True) -> str:
    """Return money as people of a locale write it: €1,054.00, 1.054,00 €; without cents where they only distract."""
    pattern = None if cents else "¤#,##0"
    return format_currency(money.amount, money.currency, pattern, locale=locale, currency_digits=cents)
