"""Bars: rows summed by time, by a reference with a name, or by a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from uuid import UUID

from babel.dates import format_date
from sqlalchemy import ColumnElement, Date, and_, cast, func, literal, null, select
from sqlmodel import col

from app.accounts.models import Member
from app.core import times
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.metrics import Asked, Period
from app.crm.metrics.links import NONE
from app.crm.models import Company, Product, Stage

MOST_BARS = 400
TIMES: tuple[str, ...] = get_args(times.Unit)
# The table whose name a reference shows, and what people call the bar of those without one.
NAMED: dict[str, tuple[Any, str]] = {
    "owner": (Member, "Nobody"),
    "product": (Product, "No product"),
    "company": (Company, "No company"),
    "stage": (Stage, "No stage"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its key and name, and its figures in the order they were asked for."""

    key: str
    label: str
    figures: tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of `model` that meet `where`; `when` is the moment or day by which they are grouped in time."""

    model: Any
    when: ColumnElement[Any]
    where: Sequence[Any]


def lines(session: Session, actor: Actor, asked: Asked, rows: Rows, *figures: Any) -> list[Line]:
    """The figures for each group that `asked` names.

    Groups of time come in their order, others with the largest first figure before; without a group there is one line.
    """
    base: Any = select(*figures).select_from(rows.model).where(*rows.where)
    if asked.group is None:
        return [Line(NONE, "", tuple(session.execute(base).one()))]
    if asked.group in TIMES:
        return _by_time(session, actor, asked, base, rows.when)
    if asked.group in NAMED:
        return _by_name(session, asked.group, base, rows.model)
    return _by_word(session, base, getattr(rows.model, asked.group))


def _by_time(session: Session, actor: Actor, asked: Asked, base: Any, when: ColumnElement[Any]) -> list[Line]:
    unit: Any = asked.group
    zone = times.zone(actor.zone)
    local = when if isinstance(when.type, Date) else func.timezone(literal(zone.key), when)
    day = cast(func.date_trunc(literal(unit), local), Date)
    found = session.execute(base.add_columns(day.label("day")).group_by("day").order_by("day")).all()
    return [Line(times.bucket_name(unit, row.day), label(unit, row.day, actor), tuple(row[:-1])) for row in found]


def _by_name(session: Session, group: str, base: Any, source: Any) -> list[Line]:
    model, nobody = NAMED[group]
    reference = getattr(source, f"{group}_id")
    named = base.add_columns(reference, col(model.name))
    if model is not Stage:
        named = named.outerjoin(model, and_(col(model.tenant_id) == source.tenant_id, col(model.id) == reference))
    found: Any = session.execute(named.group_by(reference, col(model.name))).all()
    return _sorted([Line(str(row[-2] or NONE), row[-1] or nobody, tuple(row[:-2])) for row in found])


def _by_word(session: Session, base: Any, word: ColumnElement[Any]) -> list[Line]:
    found = session.execute(base.add_columns(word).group_by(word)).all()
    return _sorted(
        [Line(row[-1] or NONE, (row[-1] or "None").replace("_", " ").capitalize(), tuple(row[:-1])) for row in found]
    )


def _sorted(found: list[Line]) -> list[Line]:
    return sorted(found, key=lambda line: (-(line.figures[0] or 0), line.label))


def label(unit: Any, day: date, actor: Actor) -> str:
    """What people call the bar of a unit of time that begins on `day`."""
    form = {"month": "MMM y", "day": "medium"}.get(unit)
    return format_date(day, form, locale=actor.locale.replace("-", "_")) if form else times.bucket_name(unit, day)


def every_bucket(asked: Asked, actor: Actor, found: list[Line], empty: tuple[Any, ...]) -> list[Line]:
    """The lines of time with those between that nothing fell into; raises Invalid for more bars than can be shown."""
    if asked.group not in TIMES or not found:
        return found
    unit: Any = asked.group
    days = span(asked, found)
    have = {line.key: line for line in found}
    bars: list[Line] = []
    for day in times.buckets(unit, *days):
        if len(bars) == MOST_BARS:
            raise Invalid("That would be more bars than anyone can read; take a larger unit or a shorter period.")
        key = times.bucket_name(unit, day)
        bars.append(have.get(key) or Line(key, label(unit, day, actor), empty))
    return bars


def span(asked: Asked, found: list[Line]) -> tuple[date, date]:
    """From when to when bars are shown: the period, or for all time from the first to the last that was found."""
    if not asked.period.whole:
        return asked.period.first, asked.period.last
    starts = [start_of_key(asked.group, line.key) for line in found]
    return min(starts), max(starts)


def start_of_key(unit: Any, key: str) -> date:
    """The first day of the bucket that a key names."""
    if unit == "week":
        year, week = key.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    if unit == "quarter":
        year, quarter = key.split(" Q")
        return date(int(year), int(quarter) * 3 - 2, 1)
    return date.fromisoformat((key + "-01-01")[:10] if unit == "year" else (key + "-01")[:10])


def period_of(asked: Asked, key: str) -> Period:
    """The part of the period that a bar of time stands for."""
    unit: Any = asked.group
    first, after = times.bounds(unit, start_of_key(unit, key))
    last = times.shifted("day", after, -1)
    return Period(max(first, asked.period.first), min(last, asked.period.last), asked.period.zone)


def ids(asked: Asked, model: Any, *fields: str) -> list[ColumnElement[bool]]:
    """The filters of `asked` ("owner": an id) as conditions on the references of `model`; raises Invalid."""
    given: list[ColumnElement[bool]] = []
    for name in fields:
        text = asked.filters.get(name)
        if text is None:
            continue
        try:
            given.append(getattr(model, f"{name}_id") == (null() if text == NONE else UUID(text)))
        except ValueError:
            raise Invalid(f"{text[:40]!r} is no id.", fields={name: "not an id"}) from None
    return given
