"""What people type about themselves: addresses, names, passwords; each form checked in one place."""

import unicodedata
from typing import Annotated
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, StringConstraints

from app.core.errors import Invalid
from app.core.i18n import languages


def one_line(text: str) -> str:
    """The text, if it is one line with something to see in it; raises ValueError."""
    kinds = {unicodedata.category(letter) for letter in text}
    if kinds & {"Cc", "Zl", "Zp"}:
        raise ValueError("must be one line without control characters")
    if kinds <= {"Cf", "Zs", "Mn", "Me"}:
        raise ValueError("needs at least one letter that can be seen")
    return text


Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(one_line)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), AfterValidator(one_line)]
Address = Annotated[str, StringConstraints(min_length=1, max_length=254, strip_whitespace=True)]
Secret = Annotated[str, StringConstraints(max_length=1000)]


def email_address(text: str) -> str:
    """The e-mail address in its normal form, lower case; raises Invalid."""
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid("This is not an e-mail address.", fields={"email": str(error)}) from None
    return found.normalized.lower()


def zone_name(text: str) -> str:
    """The IANA name of a time zone; raises Invalid."""
    if text not in available_timezones():
        raise Invalid("There is no such time zone.", fields={"zone": "choose one like Europe/Berlin"})
    return text


def language(text: str) -> str:
    """The code of a language that the interface speaks; raises Invalid."""
    if text not in languages():
        raise Invalid(
            "The interface does not speak this language yet.", fields={"locale": f"one of {', '.join(languages())}"}
        )
    return text


def currency_code(text: str) -> str:
    """The ISO 4217 code of a currency, upper case; raises Invalid."""
    code = text.strip().upper()
    if code not in list_currencies():
        raise Invalid("There is no such currency.", fields={"currency": "three letters like EUR or USD"})
    return code
