"""Amounts as people type them."""

from decimal import Decimal
from typing import Any

from app.core.errors import Invalid
from app.core.money import parse_money
from state import here


def read(text: str, currency: str = "") -> Decimal:
    """The number in what was typed, in the person's way of writing or the bare one; raises Invalid."""
    actor = here.actor()
    try:
        return parse_money(text, currency or actor.currency, actor.locale.replace("-", "_")).amount
    except Invalid as error:
        raise Invalid(error.message, fields={"amount": "not an amount"}) from None


def form(given: dict[str, Any]) -> dict[str, Any]:
    """What was filled in of a form, with its amount as a number."""
    filled = {name: value for name, value in given.items() if value not in ("", None)}
    return {**filled, "amount": str(read(str(filled["amount"])))} if "amount" in filled else filled
