"""Quiet hours: when a mail may go out."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def free_at(now: datetime, quiet_from: time | None, quiet_until: time | None, zone: ZoneInfo) -> datetime:
    """The first moment from `now` on that lies outside the quiet hours, which may reach over midnight."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return now
    here = now.astimezone(zone)
    clock = here.time().replace(tzinfo=None)
    if quiet_from < quiet_until:
        quiet, tomorrow = quiet_from <= clock < quiet_until, False
    else:
        quiet, tomorrow = clock >= quiet_from or clock < quiet_until, clock >= quiet_from
    if not quiet:
        return now
    day = here.date() + timedelta(days=1) if tomorrow else here.date()
    return datetime.combine(day, quiet_until, zone).astimezone(now.tzinfo)
