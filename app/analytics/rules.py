"""What a report shows, which days it is about, when it comes next, and by what its figures are split."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.analytics.models import Every, Often
from app.core import times
from app.core.errors import Invalid
from app.core.listing import ListQuery
from app.core.mail.address import address

Short = Annotated[str, Field(min_length=1, max_length=80)]
Metrics = Annotated[list[Short], Field(max_length=20)]
Filters = Annotated[dict[Short, Annotated[str, Field(max_length=200)]], Field(max_length=20)]
Recipients = Annotated[list[Annotated[str, Field(min_length=3, max_length=254)]], Field(max_length=50)]
MORNING = time(6, 0)
UNIT: dict[Every, times.Unit] = {Every.DAILY: "day", Every.WEEKLY: "week", Every.MONTHLY: "month"}
PERIODS = {Every.DAILY: "last_day", Every.WEEKLY: "last_week", Every.MONTHLY: "last_month", None: "this_month"}
# What a dimension is called by the metrics that know it, the nearest first.
GROUPS = {
    "date": ("day",),
    "product_category": ("product_category", "product"),
    "channel": ("channel", "source"),
}
# Who reads the mail to "owner@tenant" and the like, by role.
TEAMS = {"owner": {"owner"}, "leadership": {"owner", "admin"}, "marketing": {"manager"}}


class Shown(BaseModel):
    """What a report shows: metrics split by dimensions, a list of records (`view`, by `query`), or both.

    `period` is as metrics take it (last_week, 2017-Q1); without it the one that fits the schedule.
    """

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    metrics: Metrics = Field(default_factory=list[str])
    dimensions: Metrics = Field(default_factory=list[str])
    filters: Filters = Field(default_factory=dict[str, str])
    period: Short | None = None
    view: Short | None = None
    query: ListQuery | None = None


def group_for(dimension: str, groups: Sequence[str]) -> str | None:
    """The grouping of a metric that comes nearest to a dimension; None where it has none."""
    return next((name for name in GROUPS.get(dimension, (dimension,)) if name in groups), None)


def next_time(every: Every | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a report comes after `now`: at six in the morning of the next day, Monday or first of the month."""
    if every is None:
        return None
    today = times.local(now, zone).date()
    first, after = times.bounds(UNIT[every], today)
    for day in (first, after):
        moment = datetime.combine(day, MORNING, zone).astimezone(now.tzinfo)
        if moment > now:
            return moment
    return datetime.combine(after + timedelta(days=1), MORNING, zone).astimezone(now.tzinfo)


def next_fetch(often: Often | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a source is fetched after `now`: in an hour, or at six in the morning of the next day or Monday."""
    if often is None or often is Often.HOURLY:
        return now + timedelta(hours=1) if often else None
    return next_time(Every(often.value), now, zone)


def checked_recipients(given: Sequence[str]) -> list[str]:
    """Addresses in their normal form, each once; "owner@tenant" and its like stay. Raises Invalid."""
    return list(dict.fromkeys(one.lower() if team_of(one) else _address(one) for one in given))


def team_of(recipient: str) -> str | None:
    """The team that a recipient like "owner@tenant" names; None for an address."""
    name, _, host = recipient.lower().partition("@")
    return name if host == "tenant" and name in TEAMS else None


def _address(text: str) -> str:
    try:
        return address(text)
    except Invalid:
        known = ", ".join(f"{name}@tenant" for name in TEAMS)
        reason = f"{text[:60]!r} is neither an e-mail address nor one of {known}"
        raise Invalid("A recipient cannot be reached.", fields={"recipients": reason}) from None
