"""Time zones, buckets and money."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import Invalid
from app.core.money import Money, format_money, parse_money
from app.core.times import bounds, bucket_name, buckets, moments, relative, shifted, start_of, zone


def test_units_start_and_end_where_the_calendar_says() -> None:
    day = date(2026, 3, 31)
    assert bounds("quarter", day) == (date(2026, 1, 1), date(2026, 4, 1))
    assert start_of("week", day) == date(2026, 3, 30)
    assert shifted("month", day, -1) == date(2026, 2, 28)
    assert shifted("year", date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert [bucket_name("quarter", one) for one in buckets("quarter", date(2025, 12, 1), day)] == ["2025 Q4", "2026 Q1"]
    with pytest.raises(Invalid):
        shifted("year", day, 9999)


def test_a_day_is_as_long_as_its_zone_makes_it() -> None:
    start, end = moments("day", date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert (end - start).total_seconds() == 23 * 3600
    assert start == datetime(2026, 3, 28, 23, tzinfo=UTC)
    with pytest.raises(Invalid, match="no time zone"):
        zone("Mars/Olympus")


def test_distances_in_words() -> None:
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    assert relative(datetime(2026, 3, 12, 12, tzinfo=UTC), now) == "3 days ago"
    assert relative(datetime(2026, 3, 15, 14, tzinfo=UTC), now, "de") == "in 2 Stunden"


def test_money_is_read_and_written_in_the_ways_of_the_locale() -> None:
    assert parse_money("1.054,50 €", "EUR", "de") == Money(Decimal("1054.50"), "EUR")
    assert parse_money("$1,054.5", "usd") == Money(Decimal("1054.50"), "USD")
    assert format_money(Money.of("1054.5", "EUR")) == "€1,054.50"
    assert format_money(Money.of("1054.5", "EUR"), "de").replace("\xa0", " ") == "1.054,50 €"
    assert format_money(Money.of("1054.5", "JPY")) == "¥1,054"
    assert format_money(Money.of("1054.5", "EUR"), cents=False) == "€1,054"
    for text in ("", "abc", "1,2,3.4.5"):
        with pytest.raises(Invalid):
            parse_money(text, "EUR")
    with pytest.raises(Invalid, match="no currency"):
        Money.of(1, "XXQ")
    with pytest.raises(Invalid, match="without a rate"):
        Money.of(1, "EUR") + Money.of(1, "USD")
