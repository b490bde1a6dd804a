"""`steward bench list`: pages of a long contact list through the action, against bare psycopg without security."""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid5

import psycopg

from app.bench.figures import Figure, show
from app.bench.seed import seed
from app.core import actions
from app.core.access import GRANTABLE
from app.core.actor import Actor, Kind
from app.core.settings import settings
from app.core.urls import libpq_url
from app.crm import contacts

ROUNDS, LIMIT, DEEP = 400, 50, 100
PEER = "bare psycopg"
COLUMNS = """c.id, c.version, c.created_at, c.updated_at, c.name, c.first_name, c.last_name, c.email, c.phone, c.role,
    c.company_id, company.name, c.owner_id, member.name, c.street, c.postcode, c.city, c.region, c.country, c.birthday,
    c.language, c.source, c.tags, c.extra, c.external_ref, c.sample"""
JOINS = """left join company on company.tenant_id = c.tenant_id and company.id = c.company_id
    left join member on member.tenant_id = c.tenant_id and member.id = c.owner_id"""
NEWEST = f"""select {COLUMNS} from (
      select * from contact where tenant_id = %s order by created_at desc, id desc limit 51) c
    {JOINS} order by c.created_at desc, c.id desc"""
BY_NAME = f"""select {COLUMNS} from (
      select * from contact where tenant_id = %s and (name_key, id) > (%s, %s) order by name_key, id limit 51) c
    {JOINS} order by c.name_key, c.id"""


def main(argv: Sequence[str]) -> int:
    """Fill a tenant of its own once, then measure in interleaved rounds and print the figures."""
    parser = argparse.ArgumentParser(prog="steward bench list", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    given = parser.parse_args(argv)
    tenant_id = seed(given.rows)
    actor = Actor(kind=Kind.MEMBER, tenant_id=tenant_id, member_id=uuid5(tenant_id, "member 0"), permissions=GRANTABLE)
    with psycopg.connect(libpq_url(settings().database_url or ""), autocommit=True) as bare:
        pages = _newest(actor, bare, given.rounds) + _by_name(actor, bare, given.rounds)
        figures = [*pages, _search(actor, given.rounds)]
    show("list", figures)
    return 0


def _newest(actor: Actor, bare: psycopg.Connection[Any], rounds: int) -> list[Figure]:
    ours, theirs = _rounds(
        rounds,
        lambda: actions.run(actor, contacts.list_, {"query": {"limit": LIMIT}}),
        lambda: bare.execute(NEWEST, (actor.tenant_id,)).fetchall(),
    )
    return _figures("first page, newest first", ours, theirs)


def _by_name(actor: Actor, bare: psycopg.Connection[Any], rounds: int) -> list[Figure]:
    cursor, last = None, None
    for _ in range(DEEP):
        page = actions.run(actor, contacts.list_, {"query": {"sort": "name", "cursor": cursor, "limit": 200}}).value
        cursor, last = page.next_cursor, page.items[-1]
    assert last
    ours, theirs = _rounds(
        rounds,
        lambda: actions.run(actor, contacts.list_, {"query": {"sort": "name", "cursor": cursor, "limit": LIMIT}}),
        lambda: bare.execute(BY_NAME, (actor.tenant_id, last.name.lower(), last.id)).fetchall(),
    )
    return _figures("a page deep in the list, by name", ours, theirs)


def _search(actor: Actor, rounds: int) -> Figure:
    def ask(word: str) -> float:
        return _timed(lambda: actions.run(actor, contacts.list_, {"query": {"search": word}}))

    times = [ask(f"person{number * 7919 % 10_000}") for number in range(rounds)]
    return Figure("search for a name: p95", "ms", _p95(times))


def _rounds(rounds: int, ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[list[float], list[float]]:
    for _ in range(20):
        ours()
        theirs()
    pairs = [(_timed(ours), _timed(theirs)) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _figures(name: str, ours: list[float], theirs: list[float]) -> list[Figure]:
    half, most = statistics.median(ours), _p95(ours)
    return [
        Figure(f"{name}: p50", "ms", half, PEER, statistics.median(theirs), "ratio under 3", 3),
        Figure(f"{name}: p95", "ms", most, PEER, _p95(theirs), "under 10 ms", None, 10),
    ]
