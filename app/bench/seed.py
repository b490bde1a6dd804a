"""A tenant of the benches' own with a long contact list, filled once and kept."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import psycopg
from psycopg import sql

from app.core.settings import settings
from app.core.urls import libpq_url

Row = tuple[Any, ...]
NAMESPACE = UUID("6f1f5d1e-9f0a-4b52-8a55-3f6c2a3d9b10")
SLUG = "bench"
MEMBERS, COMPANIES = 20, 20_000
FIRST = (
    "Ana",
    "Ben",
    "Chloé",
    "David",
    "Elif",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jörg",
    "Kim",
    "Luis",
    "Mina",
    "Nora",
)
CITIES = ("Berlin", "Lyon", "Madrid", "Porto", "London", "Wien", "Zürich", "Boston")


def seed(rows: int) -> UUID:
    """The tenant whose contact list has that many rows, made where it is not there yet."""
    tenant_id = uuid5(NAMESPACE, f"tenant of {rows}")
    with psycopg.connect(libpq_url(settings().database_url or "")) as connection:
        if not connection.execute("select 1 from tenant where id = %s", (tenant_id,)).fetchone():
            connection.execute("select set_config('app.tenant_id', %s, true)", (str(tenant_id),))
            _people(connection, tenant_id, rows)
            _copy(connection, "company", ("id", "name", "domain"), _companies(tenant_id))
            _copy(connection, "contact", CONTACT, _contacts(tenant_id, rows))
    with psycopg.connect(libpq_url(settings().database_url or ""), autocommit=True) as connection:
        for table in ("contact", "company", "member"):
            connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(table)))
    return tenant_id


CONTACT = ("id", "created_at", "name", "first_name", "email", "phone", "city", "company_id", "owner_id", "tags")


def _people(connection: psycopg.Connection[Any], tenant_id: UUID, rows: int) -> None:
    connection.execute(
        "insert into tenant (id, name, slug, locale, zone, currency, accent) "
        "values (%s, %s, %s, 'en', 'UTC', 'EUR', '#0f766e')",
        (tenant_id, f"Bench of {rows:,} contacts", f"{SLUG}-{rows}"),
    )
    connection.execute("insert into role (id, key, name) values (%s, 'rep', 'Rep')", (uuid5(tenant_id, "role"),))
    names = [(uuid5(tenant_id, f"member {number}"), f"Member {number}", "rep") for number in range(MEMBERS)]
    _copy(connection, "member", ("id", "name", "role"), iter(names))


def _companies(tenant_id: UUID) -> Iterator[Row]:
    for number in range(COMPANIES):
        yield uuid5(tenant_id, f"company {number}"), f"Company {number}", f"company{number}.example"


def _contacts(tenant_id: UUID, rows: int) -> Iterator[Row]:
    chance, start = random.Random(1), datetime(2020, 1, 1, tzinfo=UTC)
    companies = [uuid5(tenant_id, f"company {number}") for number in range(COMPANIES)]
    members = [uuid5(tenant_id, f"member {number}") for number in range(MEMBERS)]
    for number in range(rows):
        first = chance.choice(FIRST)
        last = f"Person{number % 10_000}"
        at = start + timedelta(seconds=number * 150 + chance.randrange(100))
        email = f"{first}.{number}@example.com".lower()
        links = chance.choice(companies), chance.choice(members)
        row_id = UUID(int=chance.getrandbits(128), version=4)
        phone, city = f"+4930{number:08d}", chance.choice(CITIES)
        yield row_id, at, f"{first} {last}", first, email, phone, city, *links, ["bench"]


def _copy(connection: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)
