"""A condition chooses the same records in PostgreSQL as in Python, whatever it is made of."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as some
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
    create_engine,
    insert,
    select,
)

from app.core.rules import FieldSpec, Group, Rule, compile, matches, parse
from app.core.rules.fields import OPERATORS
from app.core.settings import Settings
from app.core.urls import sqlalchemy_url

NOW = datetime(2026, 3, 29, 12, 30, tzinfo=UTC)
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/Santiago", "Pacific/Apia")]
TABLE = Table(
    "ruled",
    MetaData(),
    Column("n", Integer, primary_key=True),
    Column("word", Text),
    Column("size", Integer),
    Column("price", Numeric(18, 2)),
    Column("day", Date),
    Column("at", DateTime(timezone=True)),
    Column("ok", Boolean),
    Column("who", Uuid),
    Column("tags", ARRAY(Text)),
    prefixes=["TEMPORARY"],
)
FIELDS = {
    "word": FieldSpec("text", TABLE.c.word),
    "size": FieldSpec("number", TABLE.c.size),
    "price": FieldSpec("money", TABLE.c.price),
    "day": FieldSpec("date", TABLE.c.day),
    "at": FieldSpec("datetime", TABLE.c.at),
    "ok": FieldSpec("boolean", TABLE.c.ok),
    "who": FieldSpec("id", TABLE.c.who),
    "tags": FieldSpec("tags", TABLE.c.tags),
}

words = some.one_of(
    some.sampled_from(["", "a", "A", "ä", "Ä", "ß", "ẞ", "İ", "i", "Σ", "ς", "σ", "50%", "a_b", "\\", "/", "ДА", "да"]),
    some.text(some.characters(codec="utf-8", exclude_characters="\0", max_codepoint=0x2FFF), max_size=6),
)
numbers = some.one_of(
    some.integers(-5, 5),
    some.decimals(-5, 5, places=2).map(float),
    some.decimals(-5, 5, places=2).map(str),
)
days = some.dates(date(2025, 12, 1), date(2026, 6, 30))
moments = some.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 30), timezones=some.just(UTC))  # noqa: DTZ001  # hypothesis takes naive bounds and adds the zone
times = some.one_of(
    days.map(str),
    moments.map(datetime.isoformat),
    some.sampled_from(["now", "today", "yesterday", "tomorrow", "30_days_ago", "1_day_from_now", "2_weeks_ago"]),
    some.sampled_from(["1_month_ago", "36_hours_ago", "start_of_month", "end_of_quarter", "this_week", "last_month"]),
    some.sampled_from(["next_year", "last_7_days", "next_30_days", "last_1_month", "2026", "2026-03", "2026-Q1"]),
)
ids = some.integers(0, 3).map(lambda at: str(UUID(int=at)))
VALUES: dict[str, some.SearchStrategy[Any]] = {
    "text": words,
    "number": numbers,
    "money": numbers,
    "date": times,
    "datetime": times,
    "boolean": some.booleans(),
    "id": ids,
    "tags": words,
}


@some.composite
def rule(draw: some.DrawFn) -> dict[str, Any]:
    name = draw(some.sampled_from(sorted(FIELDS)))
    operator = draw(some.sampled_from(OPERATORS[FIELDS[name].kind]))
    value: Any = draw(VALUES[FIELDS[name].kind])
    if operator in ("in", "not_in"):
        value = draw(some.lists(VALUES[FIELDS[name].kind], min_size=1, max_size=3))
    elif operator == "between":
        value = [value, draw(VALUES[FIELDS[name].kind])]
    return {"field": name, "operator": operator, "value": value, "combinator": draw(some.sampled_from(["and", "or"]))}


@some.composite
def group(draw: some.DrawFn, inner: some.SearchStrategy[Any]) -> dict[str, Any]:
    return {
        "rules": draw(some.lists(inner, min_size=1, max_size=4)),
        "combinator": draw(some.sampled_from(["and", "or"])),
    }


conditions = some.lists(some.recursive(rule(), group, max_leaves=6), max_size=5)
records = some.fixed_dictionaries(
    {
        "word": some.none() | words,
        "size": some.none() | some.integers(-5, 5),
        "price": some.none() | some.decimals(-5, 5, places=2),
        "day": some.none() | days,
        "at": some.none() | moments,
        "ok": some.none() | some.booleans(),
        "who": some.none() | ids.map(UUID),
        "tags": some.none() | some.lists(words, max_size=3),
    }
)


@pytest.fixture(scope="module")
def connection(house: Settings) -> Iterator[Connection]:
    engine = create_engine(sqlalchemy_url(str(house.database_url)))
    with engine.connect() as opened:
        TABLE.create(opened)
        yield opened
        opened.rollback()
    engine.dispose()


def chosen(connection: Connection, condition: Group, lines: list[dict[str, Any]], tz: ZoneInfo) -> set[int]:
    with connection.begin_nested() as point:
        connection.execute(insert(TABLE), [{"n": at, **line} for at, line in enumerate(lines)])
        found = connection.scalars(select(TABLE.c.n).where(compile(condition, FIELDS, NOW, tz)))
        numbers = set(found)
        point.rollback()
    return numbers


@effort(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(conditions, some.lists(records, min_size=1, max_size=8), some.sampled_from(ZONES))
def test_sql_and_python_choose_alike(
    connection: Connection, data: list[Any], lines: list[dict[str, Any]], tz: ZoneInfo
) -> None:
    condition = parse(json.loads(json.dumps(data)))
    expected = {at for at, line in enumerate(lines) if matches(condition, line, FIELDS, NOW, tz)}
    assert chosen(connection, condition, lines, tz) == expected


def test_every_operator_of_every_kind_chooses_alike_on_edges(connection: Connection) -> None:
    values: dict[str, list[Any]] = {
        "text": ["a", "", "%", "_", "\\", "Ä", "İ", "ΑΣ", "ẞ"],
        "number": [0, "1.0", -1.5],
        "money": [0, "0.10", 2],
        "date": ["2026-03-29", "this_month", "now", "7_days_ago"],
        "datetime": ["2026-03-29", "today", "2026-03-29T12:30:00+00:00", "last_7_days"],
        "boolean": [True, False],
        "id": [str(UUID(int=1))],
        "tags": ["a", "Ä"],
    }
    edge = [
        {"word": "Ä%", "size": 0, "price": Decimal("0.10"), "day": date(2026, 3, 29), "at": NOW, "ok": True},
        {"word": "", "size": 1, "price": Decimal(0), "day": date(2026, 3, 31), "ok": False},
        {"at": datetime(2026, 3, 28, 23, tzinfo=UTC), "tags": ["A", "b"], "who": UUID(int=1), "word": "a_\\"},
        {"at": datetime(2026, 3, 29, 22, tzinfo=UTC), "tags": []},
        {"word": "İ"},
        {"word": "ΑΣ"},
        {"word": "ẞ"},
        {"at": NOW + timedelta(microseconds=1), "tags": ["ä"], "size": -2},
    ]
    lines = [{name: line.get(name) for name in FIELDS} for line in edge]
    for name, spec in FIELDS.items():
        for operator in OPERATORS[spec.kind]:
            for value in values[spec.kind]:
                asked = [value, value] if operator == "between" else [value] if operator.endswith("in") else value
                asked = value if operator == "within" else asked
                condition = parse(Rule(field=name, operator=operator, value=asked))
                expected = {at for at, line in enumerate(lines) if matches(condition, line, FIELDS, NOW, ZONES[1])}
                assert chosen(connection, condition, lines, ZONES[1]) == expected, (name, operator, value)
