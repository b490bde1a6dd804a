"""Why an open deal is going bad."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.core.said import in_english
from app.core.times import local

DEFAULT_DAYS = 14


def rotting(
    now: datetime,
    tz: ZoneInfo,
    active_at: datetime | None,
    expected_on: date | None = None,
    rots_after_days: int | None = None,
) -> tuple[str, ...]:
    """Return the reasons why an open deal is rotting, none where it is not.

    It is after `rots_after_days` (14 unless the stage says otherwise, never for 0) days without activity, and once
    its expected day has passed; days are those of the zone.
    """
    today = local(now, tz).date()
    limit = DEFAULT_DAYS if rots_after_days is None else rots_after_days
    reasons: list[str] = []
    if active_at is not None and limit > 0:
        idle = (today - local(active_at, tz).date()).days
        if idle >= limit:
            reasons.append(in_english(f"No activity for {_days(idle)}"))
    if expected_on is not None and expected_on < today:
        reasons.append(in_english(f"Should have closed {_days((today - expected_on).days)} ago"))
    return tuple(reasons)


def _days(count: int) -> str:
    return in_english("1 day") if count == 1 else in_english(f"{count} days")
