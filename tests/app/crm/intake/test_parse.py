"""Cells become values, or reasons."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.crm.intake.fields import Field, FieldKind
from app.crm.intake.parse import Hints, hints, parse
from app.crm.intake.values import Parsed, Problem


def value(kind: FieldKind, text: str, hint: Hints | None = None, **more: Any) -> Any:
    result = parse(Field("f", "Field", kind=kind, **more), text, hint)
    return result.value if isinstance(result, Parsed) else result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1054", "1054"),
        ("1,054.00", "1054"),
        ("1.054,00 €", "1054"),
        ("$1,054.5", "1054.5"),
        ("EUR 12,50", "12.5"),
        ("1 054,00", "1054"),
        ("1'054.00", "1054"),
        ("(500)", "-500"),
        ("-3.20", "-3.2"),
        ("$-5", "-5"),
        ("1.234.567", "1234567"),
        ("1,054", "1054"),
        ("0.125", "0.13"),
        ("1e3", "1000"),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert value("money", text) == Decimal(expected)


@pytest.mark.parametrize("text", ["abc", "1,2,3", "1.05.20", "12 apples", "∞", "1" * 30, "--", "=1+1", "١٢٣"])
def test_what_is_no_amount_is_told(text: str) -> None:
    assert isinstance(value("money", text), Problem)


def test_the_column_decides_what_a_comma_means() -> None:
    money = Field("f", "Field", kind="money")
    german = hints(money, ["1.054", "2,50", "3.000,10"])
    assert german.decimal_mark == ","
    assert parse(money, "1.054", german) == Parsed(Decimal("1054.00"))
    silent = parse(money, "1.054", hints(money, ["1.054", "2.000"]))
    assert isinstance(silent, Parsed)
    assert "read as 1054" in str(silent.note)


def test_dates_follow_the_order_of_their_column() -> None:
    day = Field("f", "Field", kind="date")
    american, european = hints(day, ["03/04/2017", "03/28/2017"]), hints(day, ["03/04/2017", "28/03/2017"])
    assert value("date", "03/04/2017", american) == date(2017, 3, 4)
    assert value("date", "03/04/2017", european) == date(2017, 4, 3)
    silent = parse(day, "03/04/2017", hints(day, ["03/04/2017"]))
    assert isinstance(silent, Parsed)
    assert "day first" in str(silent.note)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-03-01", date(2017, 3, 1)),
        ("2017-03-01 09:30:00", date(2017, 3, 1)),
        ("2017-03-01T09:30:00Z", date(2017, 3, 1)),
        ("19081209", date(1908, 12, 9)),
        ("1.3.2017", date(2017, 3, 1)),
        ("31/12/99", date(1999, 12, 31)),
        ("March 1, 2017", date(2017, 3, 1)),
        ("1 Mar 2017", date(2017, 3, 1)),
        ("", None),
        ("n/a", None),
    ],
)
def test_dates_are_read_in_many_forms(text: str, expected: date | None) -> None:
    assert value("date", text) == expected


@pytest.mark.parametrize("text", ["2017-02-30", "soon", "19960231", "99/99/9999", "12"])
def test_what_is_no_date_is_told(text: str) -> None:
    assert isinstance(value("date", text), Problem)


def test_choices_are_mended_with_a_note_and_never_guessed_wildly() -> None:
    products = ("GTX Basic", "GTX Pro", "GTX Plus Basic", "GTX Plus Pro", "MG Special")
    mended = parse(Field("f", "Field", kind="choice", choices=products), "GTXPro")
    assert mended == Parsed("GTX Pro", "“GTXPro” was read as “GTX Pro”")
    assert value("choice", "technolgy", choices=("technology", "medical")) == "technology"
    assert value("choice", "WON", choices=("Won", "Lost")) == "Won"
    unsure = value("choice", "GTX Plus", choices=products)
    assert isinstance(unsure, Problem)
    assert "not one of" in unsure.reason
    assert value("choice", "forestry", choices=("technology",), open=True) == "forestry"


def test_words_of_five_languages_mean_yes_and_no() -> None:
    assert [value("boolean", text) for text in ("Yes", "ja", "Sí", "NÃO", "0", "wahr")] == [True] * 3 + [False] * 2 + [
        True
    ]
    assert isinstance(value("boolean", "maybe"), Problem)


def test_addresses_and_numbers_are_brought_to_one_form() -> None:
    assert value("email", " Ada@Example.ORG ") == "Ada@example.org"
    assert "gmail.com" in note("ada@gmial.com")
    wrong = value("email", "ada @example,org")
    assert isinstance(wrong, Problem)
    assert wrong.suggestion == "ada@example.org"
    assert value("phone", "030 1234567", Hints(region="DE")) == "+49301234567"
    assert value("phone", "+1 (415) 555-2671") == "+14155552671"
    assert "country code" in value("phone", "030 1234567").reason
    assert isinstance(value("phone", "call me"), Problem)


def note(text: str) -> str:
    result = parse(Field("f", "Field", kind="email"), text)
    return str(result.note) if isinstance(result, Parsed) else ""


def test_whole_numbers_and_required_fields() -> None:
    assert value("integer", "2,822") == 2822
    assert value("integer", "1996.0") == 1996
    assert isinstance(value("integer", "1996.5"), Problem)
    assert isinstance(value("integer", "99999999999"), Problem)
    assert value("text", " ", required=True) == Problem("Field is empty")
    assert value("text", "null") == "null"
