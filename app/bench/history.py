"""`steward bench history`: what the history costs a changed row, against the same writes without it, and an undo.

All of it happens in transactions that are rolled back, on tables of their own, so that nothing is left behind.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import delete, insert, update

from app.bench.figures import Figure, show
from app.core.access import GRANTABLE
from app.core.actor import Actor, Kind
from app.core.db import Session
from app.core.db.session import become, open_session
from app.core.history.models import Operation
from app.core.history.undo import undo
from app.core.ids import new_id
from app.core.settings import settings
from app.core.urls import libpq_url
from app.crm import companies
from app.crm.models import Company

ROUNDS, UNDONE = 7, 50_000
PEER = "the same without history"
MAKE = """create table {name} (like company including defaults including indexes);
    create trigger touch before update on {name} for each row execute function touch_row();
    create trigger derive_insert before insert on {name} for each row execute function derive_company();
    create trigger derive_update before update on {name} for each row
      when (old.city is distinct from new.city or old.name is distinct from new.name)
      execute function derive_company()"""
WATCH: Sequence[LiteralString] = (
    "create trigger i after insert on {name} referencing new table as new_rows",
    "create trigger u after update on {name} referencing old table as old_rows new table as new_rows",
    "create trigger d after delete on {name} referencing old table as old_rows",
)
RUN = " for each statement execute function history_company()"
FILL = """insert into {name} (id, tenant_id, name, city, phone)
    select gen_random_uuid(), {tenant}, 'Company ' || n, 'Berlin', '+4930' || n from generate_series(1, {rows}) n"""
EDIT = "update {name} set city = city || 'x', employees = coalesce(employees, 0) + 1"
CLEAR = "delete from {name}"
VERBS: Sequence[tuple[str, LiteralString]] = (("insert", FILL), ("update", EDIT), ("delete", CLEAR))


def main(argv: Sequence[str]) -> int:
    """Measure in interleaved rounds and print the figures."""
    parser = argparse.ArgumentParser(prog="steward bench history", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    given = parser.parse_args(argv)
    figures = _writes(given.rows, given.rounds)
    show("history", [*figures, _undo(UNDONE)])
    return 0


def _writes(rows: int, rounds: int) -> list[Figure]:
    with psycopg.connect(libpq_url(settings().database_url or "")) as connection:
        _tables(connection)
        found: dict[str, list[tuple[float, float]]] = {}
        for _ in range(rounds):
            for verb, command in VERBS:
                pair = _timed(connection, command, "watched", rows), _timed(connection, command, "plain", rows)
                found.setdefault(verb, []).append(pair)
        connection.rollback()
    return [figure for verb, pairs in found.items() for figure in _figures(verb, rows, pairs)]


def _tables(connection: psycopg.Connection[Any]) -> None:
    for name in ("watched", "plain"):
        connection.execute(sql.SQL(MAKE).format(name=sql.Identifier(f"bench_{name}")))
    for trigger in WATCH:
        connection.execute(sql.SQL(trigger + RUN).format(name=sql.Identifier("bench_watched")))


def _timed(connection: psycopg.Connection[Any], command: LiteralString, name: str, rows: int) -> float:
    parts = {"tenant": sql.Literal(new_id()), "rows": sql.Literal(rows)}
    return _seconds(lambda: connection.execute(sql.SQL(command).format(name=sql.Identifier(f"bench_{name}"), **parts)))


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _figures(verb: str, rows: int, pairs: list[tuple[float, float]]) -> list[Figure]:
    ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    cost = statistics.median(max(0.0, pair[0] - pair[1]) for pair in pairs) / rows * 1e6
    aims: dict[str, Any] = {"aim": "about 8 µs, under 12", "largest": 12.0} if verb == "update" else {}
    twice: dict[str, Any] = {"aim": "ratio about 2, under 2.5", "largest_ratio": 2.5} if verb == "update" else {}
    return [
        Figure(f"{verb} of {rows:,} rows", "s", ours, PEER, theirs, **twice),
        Figure(f"{verb}: the history's cost a row", "µs", cost, **aims),
    ]


def _undo(rows: int) -> Figure:
    actor = Actor(kind=Kind.MEMBER, tenant_id=new_id(), member_id=new_id(), permissions=GRANTABLE)
    with open_session(actor) as session:
        _import(session, actor, rows)
        deleted = _seconds(lambda: session.execute(delete(Company)))
        made = _import(session, actor, rows)
        _operate(session, actor)
        undone = _seconds(lambda: undo(session, actor, made.id))
        session.rollback()
    return Figure(f"undo of an import of {rows:,} companies", "s", undone, "one bare delete of them", deleted)


def _import(session: Session, actor: Actor, rows: int) -> Operation:
    operation = _operate(session, actor)
    session.execute(insert(Company), [{"name": f"Company {number}"} for number in range(rows)])
    session.execute(update(Company).values(city="Berlin"))
    return operation


def _operate(session: Session, actor: Actor) -> Operation:
    action = companies.create
    operation = Operation(
        id=new_id(),
        action=action.name,
        title=action.title,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        member_id=actor.member_id,
    )
    become(session, actor, operation.id)
    session.info["operation_id"] = operation.id
    session.add(operation)
    session.flush()
    return operation
