"""Rotting deals and what open ones are likely to bring."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.crm.forecast import OpenDeal, Outlook, outlook, outlook_by, weighted
from app.crm.rotting import rotting

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
TZ = ZoneInfo("Europe/Berlin")


def test_a_deal_rots_by_silence_and_by_its_expected_day() -> None:
    quiet = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert rotting(NOW, TZ, quiet) == ("No activity for 14 days",)
    assert rotting(NOW, TZ, quiet, rots_after_days=15) == ()
    assert rotting(NOW, TZ, quiet, rots_after_days=0) == ()
    assert rotting(NOW, TZ, NOW, date(2026, 3, 14)) == ("Should have closed 1 day ago",)
    assert rotting(NOW, TZ, NOW, date(2026, 3, 15)) == ()


def test_the_outlook_weighs_by_chance_and_never_mixes_currencies() -> None:
    deals = [
        OpenDeal(Decimal("1000.00"), 25, "EUR", date(2026, 3, 31)),
        OpenDeal(Decimal("0.05"), 50, "EUR", date(2026, 4, 1)),
        OpenDeal(None, 90, "EUR"),
        OpenDeal(Decimal("10.00"), 100, "USD", date(2026, 6, 30)),
    ]
    assert weighted(Decimal("0.05"), 50) == Decimal("0.03")
    assert outlook(deals)["EUR"] == Outlook(3, Decimal("1000.05"), Decimal("250.03"))
    by_quarter = outlook_by("quarter", deals)
    assert by_quarter[date(2026, 1, 1), "EUR"].weighted == Decimal("250.00")
    assert by_quarter[date(2026, 4, 1), "USD"].count == 1
    assert by_quarter[None, "EUR"].total == 0
