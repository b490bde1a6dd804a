"""Numbers and amounts as people write them; what points and commas mean is learnt from the whole column."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from app.core.money import CENT, LARGEST
from app.crm.intake.values import Parsed, Problem

_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹])\s*|\s*(?:[A-Z]{3}|[$€£¥₹])$")
_GAPS = re.compile(r"(?<=\d)[\s'’\u00a0\u202f](?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MACHINE = re.compile(r"-?\d(?:\.\d+)?[eE][+-]?\d{1,2}")
_MAX_INTEGER = 2**31 - 1


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Tell from a column whether point or comma stands before decimals; None where nothing in it decides."""
    marks = {mark for text in texts if (mark := _mark_of(_bare(text)[1]))}
    return marks.pop() if len(marks) == 1 else None


def parse_number(text: str, mark: str | None) -> Parsed | Problem:
    """Return a cell as Decimal; a lone point before three digits counts as decimal mark where the column is silent."""
    return _parse(text, mark or _mark_of(_bare(text)[1]) or ".")


def parse_money(text: str, mark: str | None) -> Parsed | Problem:
    """Return an amount rounded to cents; “1.054” and “1,054” are thousands where the column is silent."""
    known = mark or _mark_of(_bare(text)[1])
    parsed = _parse(text, known or "")
    if not isinstance(parsed, Parsed) or not isinstance(parsed.value, Decimal):
        return parsed
    if abs(parsed.value) > LARGEST:
        return Problem(f"“{text[:60]}” is too large for an amount")
    rounded = parsed.value.quantize(CENT, ROUND_HALF_UP)
    if rounded != parsed.value:
        return Parsed(rounded, f"“{text}” was rounded to {rounded}")
    guessed = known is None and ("." in text or "," in text)
    return Parsed(rounded, f"“{text}” was read as {rounded}") if guessed else Parsed(rounded)


def parse_integer(text: str, mark: str | None) -> Parsed | Problem:
    """Return a whole number; thousands may be parted, decimals must be zero."""
    parsed = _parse(text, mark or _mark_of(_bare(text)[1]) or "")
    if not isinstance(parsed, Parsed) or not isinstance(parsed.value, Decimal):
        return parsed
    if parsed.value != parsed.value.to_integral_value():
        return Problem(f"“{text[:60]}” is no whole number", str(int(parsed.value.to_integral_value(ROUND_HALF_UP))))
    if abs(parsed.value) > _MAX_INTEGER:
        return Problem(f"“{text[:60]}” is too large")
    return Parsed(int(parsed.value))


def _bare(text: str) -> tuple[str, str]:
    """Return sign and digits without currency, spaces and accountants' parentheses."""
    bare = text.strip().replace("\u2212", "-")
    sign = ""
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = "-", bare[1:-1].strip()
    for _ in range(2):
        if bare[:1] in ("-", "+"):
            sign, bare = bare[0].replace("+", ""), bare[1:].strip()
        bare = _CURRENCY.sub("", bare).strip()
    if bare.endswith("-"):
        sign, bare = "-", bare[:-1].strip()
    return sign, _GAPS.sub("", bare)


def _mark_of(digits: str) -> str | None:
    """The last of two kinds of separators is the decimal mark; a single one not before three digits is, too."""
    if not _DIGITS.fullmatch(digits):
        return None
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas == 1:
        at = max(digits.rfind("."), digits.rfind(","))
        whole, after = digits[:at], digits[at + 1 :]
        if len(after) != 3 or len(whole) > 3 or whole.startswith("0"):
            return digits[at]
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    return None


def _parse(text: str, mark: str) -> Parsed | Problem:
    if _MACHINE.fullmatch(text):
        return Parsed(Decimal(text))
    sign, digits = _bare(text)
    if not _DIGITS.fullmatch(digits) or not digits.isascii():
        return Problem(f"“{text[:60]}” is no number")
    whole, found, after = digits.rpartition(mark) if mark else (digits, "", "")
    whole, after = (whole, after) if found else (digits, "")
    first, *others = re.split(r"[.,]", whole)
    if (after and not after.isdigit()) or (others and len(first) > 3) or any(len(one) != 3 for one in others):
        return Problem(f"“{text[:60]}” is no number: check its points and commas")
    groups = [first, *others]
    return Parsed(Decimal(sign + "".join(groups) + ("." + after if after else "")))
