"""What open deals are likely to bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.core.money import amount
from app.core.times import Unit, start_of

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal under way: its amount, the chance in per cent of its stage, and the day it is expected to close."""

    amount: Decimal | None
    probability: int
    currency: str = "EUR"
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many deals, what they are worth in all, and what of it is likely."""

    count: int = 0
    total: Decimal = ZERO
    weighted: Decimal = ZERO

    def plus(self, deal: OpenDeal) -> "Outlook":
        """Return the outlook with one more deal."""
        worth = deal.amount or ZERO
        return Outlook(self.count + 1, self.total + worth, self.weighted + weighted(worth, deal.probability))


def weighted(worth: Decimal | None, probability: int) -> Decimal:
    """Return an amount times its chance in per cent, rounded to cents."""
    return amount((worth or ZERO) * probability / 100)


def outlook(deals: Iterable[OpenDeal]) -> dict[str, Outlook]:
    """Return the outlook of each currency; amounts of different currencies are never added."""
    found: dict[str, Outlook] = {}
    for deal in deals:
        found[deal.currency] = found.get(deal.currency, Outlook()).plus(deal)
    return found


def outlook_by(unit: Unit, deals: Iterable[OpenDeal]) -> dict[tuple[date | None, str], Outlook]:
    """Return the outlook of each unit of time (by its first day; None: no day is expected) and currency."""
    found: dict[tuple[date | None, str], Outlook] = {}
    for deal in deals:
        key = (start_of(unit, deal.expected_on) if deal.expected_on else None, deal.currency)
        found[key] = found.get(key, Outlook()).plus(deal)
    return found
