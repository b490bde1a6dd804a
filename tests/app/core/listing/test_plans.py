"""Every order of every list walks an index below row security, at the first page and far into the list."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import sql
from sqlalchemy import text

from app.core.actor import Actor
from app.core.db import open_session, owner_engine
from app.core.history.listing import OPERATIONS
from app.core.listing import Listing
from app.core.listing.order import Order
from app.core.listing.statement import KEY, KEY_ID, page_statement
from app.core.settings import Settings
from app.crm.listings.companies import COMPANIES
from app.crm.listings.contacts import CONTACTS
from app.crm.listings.deals import DEALS
from app.crm.listings.leads import LEADS
from app.crm.listings.products import PRODUCTS
from app.crm.listings.work import NOTES, TASKS
from tests.factories.people import new_owner

LISTS: list[Listing[Any]] = [COMPANIES, CONTACTS, DEALS, LEADS, PRODUCTS, TASKS, NOTES, OPERATIONS]
ROWS = 20_000
MINUTES = "now() - g * interval '1 minute', g from generate_series(1, %s) g"
COLUMNS = {
    "company": ("name, created_at, employees", "'Name ' || g"),
    "contact": ("name, created_at, email", "'Name ' || g"),
    "lead": ("name, source, state, grade, created_at, score", "'Name ' || g, 'web', 'new', 'D'"),
    "product": ("name, created_at, price", "'Name ' || g"),
    "pipeline": ("name, created_at, position", "'Sales ' || g"),
    "stage": ("pipeline_id, name, probability, kind, created_at, position", "pipeline.id, 'Open', 20, 'open'"),
    "deal": (
        "pipeline_id, stage_id, name, currency, created_at, amount",
        "stage.pipeline_id, stage.id, 'Name ' || g, 'EUR'",
    ),
    "task": ("title, state, created_at, priority", "'Name ' || g, 'open'"),
    "operation": (
        "action, title, door, actor_kind, created_at, actor_name",
        "'deal.move', 'Move', 'ui', 'member'",
    ),
    "note": ("subject_table, subject_id, created_at, body", "'deal', gen_random_uuid()"),
}
MINE = "(select * from {0} where tenant_id = current_setting('app.tenant_id')::uuid) {0}"
FROM = {"stage": MINE.format("pipeline"), "deal": MINE.format("stage")}
ONLY = {"pipeline": 1, "stage": 1}


def filling(table: str) -> sql.SQL:
    """The statement that fills the table; all its parts stand above."""
    columns, values = COLUMNS[table]
    other = f"{FROM[table]}, " if table in FROM else ""
    id_ = "gen_random_uuid()"
    minutes = MINUTES.replace("from ", f"from {other}")
    return sql.SQL(f"insert into {table} (id, {columns}) select {id_}, {values}, {minutes}")


@pytest.fixture(scope="module")
def crowded(house: Settings) -> Iterator[Actor]:
    """The owner of a tenant with 20,000 records of each kind; they go with the module."""
    actor = new_owner()
    with owner_engine().begin() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("select set_config('app.tenant_id', %s, true)", (str(actor.tenant_id),))
        for table in COLUMNS:
            raw.execute(filling(table), (ONLY.get(table, ROWS),))
            raw.execute(sql.SQL("analyze {}").format(sql.Identifier(table)))
    yield actor
    with owner_engine().begin() as connection:
        raw = connection.connection.driver_connection
        for table in reversed(COLUMNS):
            raw.execute(
                sql.SQL("delete from {} where tenant_id = %s").format(sql.Identifier(table)), (actor.tenant_id,)
            )


ORDERS = [
    pytest.param(of, Order(column, down), id=f"{of.noun} by {'-' if down else ''}{column}")
    for of in LISTS
    for column in of.sortable()
    for down in (False, True)
]


@pytest.mark.parametrize(("of", "order"), ORDERS)
def test_an_order_is_read_from_its_index(crowded: Actor, of: Listing[Any], order: Order) -> None:
    with open_session(crowded) as session:
        connection = session.connection()
        key = of.key(order.column)
        middle = connection.execute(
            text(f"select {key.compile(connection)}, id from {of.table.name} order by 1, 2 offset :half limit 1"),
            {"half": ROWS // 2},
        ).one()
        values = {KEY: middle[0], KEY_ID: middle[1]}
        for placed in (False, True):
            compiled = page_statement(of, order, placed, False, 51).compile(connection)
            plan = connection.exec_driver_sql(
                f"explain (analyze, format json) {compiled}",
                compiled.construct_params(values if placed else {}),
            ).scalar_one()
            nodes = list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
            assert "Sort" not in {node["Node Type"] for node in nodes}
            scans = [node for node in nodes if node.get("Relation Name") == of.table.name]
            assert all(node["Node Type"] == "Index Scan" for node in scans), scans
            assert max(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in scans) <= 51


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from _nodes(part)
