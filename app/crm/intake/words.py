"""Cells that hold words: texts, yes and no, one of several choices, addresses and phone numbers."""

from collections.abc import Sequence

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from rapidfuzz import fuzz, process

from app.crm.intake.names import folded
from app.crm.intake.values import Parsed, Problem

_YES = {
    "true",
    "yes",
    "y",
    "1",
    "x",
    "on",
    "ja",
    "j",
    "oui",
    "o",
    "si",
    "s",
    "sim",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
}
_NO = {"false", "no", "n", "0", "off", "nein", "non", "nao", "falsch", "faux", "falso", "-"}
_MAILERS = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "gmx.de", "web.de", "proton.me")
_NEARLY, _MAYBE, _APART = 87, 60, 5


def parse_boolean(text: str) -> Parsed | Problem:
    """Return yes or no in the five languages of the interface."""
    word = folded(text) or text.strip()
    if word in _YES or word in _NO:
        return Parsed(word in _YES)
    return Problem(f"“{text[:60]}” is neither yes nor no")


def parse_choice(text: str, choices: Sequence[str], is_open: bool = False) -> Parsed | Problem:
    """Return one of the choices in its own spelling; what is nearly one is mended with a note.

    Where the choices are open, what is near none of them is taken as it is.
    """
    by_form = {_squeezed(choice): choice for choice in choices}
    if text in choices:
        return Parsed(text)
    if _squeezed(text) in by_form:
        choice = by_form[_squeezed(text)]
        return Parsed(choice, None if choice.casefold() == text.casefold() else f"“{text}” was read as “{choice}”")
    best = process.extract(_squeezed(text), list(by_form), scorer=fuzz.ratio, limit=2)
    clear = best and (len(best) == 1 or best[0][1] - best[1][1] >= _APART)
    if clear and best[0][1] >= _NEARLY:
        return Parsed(by_form[best[0][0]], f"“{text}” was read as “{by_form[best[0][0]]}”")
    if is_open:
        return Parsed(text)
    near = by_form[best[0][0]] if best and best[0][1] >= _MAYBE else None
    return Problem(f"“{text[:60]}” is not one of {', '.join(choices[:8])}{', …' if len(choices) > 8 else ''}", near)


def parse_email(text: str) -> Parsed | Problem:
    """Return an e-mail address in its usual form; nobody is asked whether it exists."""
    bare = text.removeprefix("mailto:").strip("<> ")
    try:
        # Reserved .test names are let in: sample companies use them, and no mail can reach them.
        found = validate_email(bare, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return Problem(f"“{text[:80]}” is no e-mail address", _mended(bare))
    near = process.extractOne(found.domain, _MAILERS, scorer=fuzz.ratio, score_cutoff=85)
    if near and found.domain != near[0]:
        return Parsed(found.normalized, f"“{found.normalized}”: is {near[0]} meant?")
    return Parsed(found.normalized)


def parse_phone(text: str, region: str | None) -> Parsed | Problem:
    """Return a phone number as +4930123456; without a country code it is read as one of the region (DE, US, …)."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            return Problem(f"“{text[:40]}” has no country code; write it as +49 30 123456")
        return Problem(f"“{text[:40]}” is no phone number")
    if not phonenumbers.is_possible_number(number):
        return Problem(f"“{text[:40]}” is no phone number: it has too few or too many digits")
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Parsed(shown + (f" ext. {number.extension}" if number.extension else ""))


def _squeezed(text: str) -> str:
    return folded(text).replace(" ", "")


def _mended(text: str) -> str | None:
    """The commonest slips: spaces, a comma for a point, (at)."""
    mended = "".join(text.split()).replace(",", ".").replace("(at)", "@").replace("[at]", "@").rstrip(".")
    try:
        return validate_email(mended, check_deliverability=False).normalized if mended != text else None
    except EmailNotValidError:
        return None
