"""A cell's text as a value of its field's kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.crm.intake.dates import day_first, parse_date
from app.crm.intake.fields import Field
from app.crm.intake.numbers import decimal_mark, parse_integer, parse_money, parse_number
from app.crm.intake.values import Parsed, Problem
from app.crm.intake.words import parse_boolean, parse_choice, parse_email, parse_phone

_NOTHING = frozenset({"", "-", "–", "—", "n/a", "#n/a", "na", "null", "none", "nan", "\\n", "(blank)", "(empty)"})
_BLANKS = " \t\r\n\u00a0"


@dataclass(frozen=True)
class Hints:
    """What a whole column says of its cells: day before month, the decimal mark, and the country of phones."""

    day_first: bool | None = None
    decimal_mark: str | None = None
    region: str | None = None


def hints(field: Field, texts: Iterable[str], region: str | None = None) -> Hints:
    """Return what the cells of a column (a sample or all) say together."""
    if field.kind == "date":
        return Hints(day_first=day_first(texts))
    if field.kind in ("money", "number", "integer"):
        return Hints(decimal_mark=decimal_mark(texts))
    return Hints(region=region)


def parse(field: Field, text: str, hint: Hints | None = None) -> Parsed | Problem:
    """Return the value of a cell for a field, or what is wrong with it; never raises."""
    bare, hint = text.strip(_BLANKS), hint or Hints()
    if not bare or (field.kind != "text" and bare.lower() in _NOTHING):
        return Problem(f"{field.title} is empty") if field.required else Parsed(None)
    match field.kind:
        case "text":
            return Parsed(bare)
        case "email":
            return parse_email(bare)
        case "phone":
            return parse_phone(bare, hint.region)
        case "date":
            return parse_date(bare, hint.day_first)
        case "money":
            return parse_money(bare, hint.decimal_mark)
        case "number":
            return parse_number(bare, hint.decimal_mark)
        case "integer":
            return parse_integer(bare, hint.decimal_mark)
        case "boolean":
            return parse_boolean(bare)
        case "choice":
            return parse_choice(bare, field.choices, field.open)
