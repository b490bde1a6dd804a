"""What comes in: new leads, how fast they are answered, how many become customers."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlmodel import col

from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Point, Series, metric
from app.crm.metrics import links
from app.crm.metrics.grouping import TIMES, Rows, every_bucket, ids, lines, period_of
from app.crm.models import Lead

READ = Permission.LEADS_READ
GROUPS = ("day", "week", "month", "quarter", "year", "source", "owner", "state", "grade", "territory")
FILTERS = ("owner",)
CAME: Any = col(Lead.created_at)


def came(asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions for leads that came in within the period."""
    within = [] if asked.period.whole else [asked.period.start <= CAME, asked.period.end > CAME]
    return [*within, *ids(asked, Lead, *FILTERS)]


def rows(asked: Asked, key: str | None, *more: links.Rule) -> str:
    """The list of the leads behind a bar, or behind the total."""
    period, rules = asked.period, list(more)
    if key is not None and asked.group in TIMES:
        period = period_of(asked, key)
    elif key is not None and asked.group:
        rules.append(links.same("owner_id" if asked.group == "owner" else asked.group, key))
    rules += [links.same(f"{name}_id", value) for name, value in asked.filters.items()]
    return links.leads(*([] if period.whole else links.within("created_at", period)), *rules)


def answered_rows(asked: Asked, key: str | None) -> str:
    """The list of the answered leads behind a bar."""
    return rows(asked, key, links.rule("first_contact", None, "is_not_empty", "answered"))


@metric(
    "leads",
    title="New leads",
    meaning="How many leads came in, by the day they were created.",
    unit="count",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=rows,
)
def leads(session: Session, actor: Actor, asked: Asked) -> Series:
    """The number of new leads."""
    found = lines(session, actor, asked, Rows(Lead, CAME, came(asked)), func.count())
    total = sum(line.figures[0] for line in found)
    shown = every_bucket(asked, actor, found, (0,)) if asked.group else []
    return Series([Point(line.label, line.key, line.figures[0]) for line in shown], total)


@metric(
    "first_response",
    title="First response",
    meaning="The median time from a lead's coming in to the first contact with it; unanswered leads do not count.",
    unit="duration",
    permission=READ,
    good="down",
    groups=GROUPS,
    filters=FILTERS,
    rows=answered_rows,
)
def first_response(session: Session, actor: Actor, asked: Asked) -> Series:
    """Seconds until the first contact."""
    first: Any = col(Lead.first_contact)
    waited = func.percentile_cont(0.5).within_group(func.extract("epoch", first - CAME))
    answered = Rows(Lead, CAME, [*came(asked), first.is_not(None)])
    whole = lines(session, actor, replace(asked, group=None), answered, waited)[0].figures[0]
    found = lines(session, actor, asked, answered, waited, func.count()) if asked.group else []
    points = [Point(line.label, line.key, round(line.figures[0]), {"leads": line.figures[1]}) for line in found]
    return Series(points, None if whole is None else round(whole))


@metric(
    "lead_conversion",
    title="Lead conversion",
    meaning="The share of the leads that came in within the period and have become customers since.",
    unit="percent",
    permission=READ,
    groups=GROUPS,
    filters=FILTERS,
    rows=rows,
)
def conversion(session: Session, actor: Actor, asked: Asked) -> Series:
    """Converted leads in per cent of those that came in."""
    done = func.count(case((col(Lead.converted_at).is_not(None), 1)))
    found = lines(session, actor, asked, Rows(Lead, CAME, came(asked)), done, func.count())
    count, all_ = (sum(line.figures[place] for line in found) for place in (0, 1))
    points = [
        Point(line.label, line.key, round(line.figures[0] / line.figures[1] * 100, 2), {"leads": line.figures[1]})
        for line in found
        if asked.group
    ]
    return Series(points, round(count / all_ * 100, 2) if all_ else None)
