"""The kinds of values that people fill in, each with its bounds."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from app.core.money import currency_code
from app.crm.intake.values import Parsed, Problem
from app.crm.intake.words import parse_email, parse_phone


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _taken(found: Parsed | Problem) -> str:
    if isinstance(found, Problem):
        raise ValueError(str(found))
    return str(found.value)


def _email(text: str) -> str:
    return _taken(parse_email(text)).lower()


def _phone(text: str) -> str:
    # A number that cannot be read for certain is kept as it was written: people know what they dial.
    found = parse_phone(text, None)
    return str(found.value) if isinstance(found, Parsed) else text


def _domain(text: str) -> str:
    bare = text.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.split("/")[0]


def _tags(tags: list[str]) -> list[str]:
    return list(dict.fromkeys(tags))


Blank = BeforeValidator(_blank_is_none)
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Line = Annotated[Text | None, Blank]
Long = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] | None, Blank]
Email = Annotated[Annotated[Text, AfterValidator(_email)] | None, Blank]
Phone = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), AfterValidator(_phone)] | None, Blank
]
Domain = Annotated[Annotated[Text, AfterValidator(_domain)] | None, Blank]
Currency = Annotated[Annotated[str, StringConstraints(max_length=3), AfterValidator(currency_code)] | None, Blank]
Amount = Annotated[Annotated[Decimal, Field(max_digits=18, decimal_places=2)] | None, Blank]
Many = Annotated[Annotated[int, Field(ge=0, le=2_000_000_000)] | None, Blank]
Year = Annotated[Annotated[int, Field(ge=0, le=9999)] | None, Blank]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Tags = Annotated[list[Tag], Field(max_length=50), AfterValidator(_tags)]
Extra = Annotated[
    dict[Annotated[str, StringConstraints(min_length=1, max_length=80)], str | int | float | bool | None],
    Field(max_length=100),
]
