"""Row-level security: one policy a table, applied anew after each migration."""

from psycopg import sql
from sqlalchemy import Connection, Table, make_url
from sqlmodel import SQLModel

from app.core.db import derive
from app.core.db.ddl import execute, template
from app.core.settings import settings

PACKAGE = "app.core.db"
UNGRANTED_WRITES = {"change"}


def guarded_tables() -> list[Table]:
    """Every table that a policy must stand on: all that feature code may reach."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name != "alembic_version"]


def is_house(table: Table) -> bool:
    """Whether the table belongs to the house: its key is the id alone."""
    return "tenant_id" not in table.primary_key.columns


def _condition(table: Table) -> sql.Composable:
    mine = sql.SQL("tenant_id = (NULLIF(current_setting('app.tenant_id', true), ''))::uuid")
    if is_house(table):
        on = sql.SQL("current_setting('app.house', true) = 'on'")
        tenant = sql.SQL("id = (NULLIF(current_setting('app.tenant_id', true), ''))::uuid")
        own = mine if "tenant_id" in table.columns else tenant
        return sql.SQL("({} or {})").format(on, own) if table.name in {"tenant", *_named()} else on
    if "owner_id" in table.columns:
        reach = sql.SQL(
            "(coalesce(current_setting('app.reach', true), '') <> 'own'"
            " or owner_id = (NULLIF(current_setting('app.member_id', true), ''))::uuid)"
        )
        return sql.SQL("{} and {}").format(mine, reach)
    return mine


def _named() -> set[str]:
    return {table.name for table in guarded_tables() if is_house(table) and "tenant_id" in table.columns}


def apply(connection: Connection) -> None:
    """Put policy, grants, version trigger and derived columns on every table; `connection` is the owner's."""
    role = sql.Identifier(make_url(settings().app_database_url or "").username or "")
    execute(connection, template(PACKAGE, "touch.sql"), role=role)
    for table in guarded_tables():
        name = sql.Identifier(table.name)
        condition = _condition(table)
        execute(connection, template(PACKAGE, "policy.sql"), table=name, role=role, condition=condition)
        writes = sql.SQL("select" if table.name in UNGRANTED_WRITES else "select, insert, update, delete")
        execute(connection, template(PACKAGE, "grant.sql"), table=name, role=role, rights=writes)
        if "version" in table.columns:
            execute(connection, template(PACKAGE, "version.sql"), table=name)
        derive.apply(connection, table)
