"""An organisation of its own for the sample company, made and removed from the command line."""

import secrets
import sys
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlmodel import SQLModel, col

from app.accounts.models import Account, Tenant
from app.accounts.sign_up import sign_up
from app.core import actions
from app.core.actor import NOBODY
from app.core.db import owner_engine
from app.core.settings import settings

COMPANY, SLUG, OWNER, EMAIL = "Northwind Studio", "northwind-studio", "Ana Keller", "ana@northwind.example"


def make() -> None:
    """Found the sample organisation and print how to log in; where it is there already, say so."""
    with owner_engine().begin() as connection:
        if _tenant(connection):
            sys.stdout.write(f"{COMPANY} is there already; `steward demo --remove` removes it.\n")
            return
    password = secrets.token_urlsafe(12)
    asked = {"company": COMPANY, "name": OWNER, "email": EMAIL, "password": password, "sample": True}
    actions.run(NOBODY, sign_up, asked, door="cli")
    sys.stdout.write(f"Made {COMPANY}: {settings().public_url}/login, {EMAIL}, password {password}\n")


def remove() -> None:
    """Remove the sample organisation and everything that belongs to it, its history included."""
    with owner_engine().begin() as connection:
        tenant_id = _tenant(connection)
        if tenant_id is None:
            sys.stdout.write(f"There is no {COMPANY} to remove.\n")
            return
        _clear(connection, tenant_id)
    sys.stdout.write(f"{COMPANY} is removed, with everything that belonged to it.\n")


def _tenant(connection: Connection) -> UUID | None:
    return connection.scalar(select(col(Tenant.id)).where(col(Tenant.slug) == SLUG))


def _clear(connection: Connection, tenant_id: UUID) -> None:
    # Last of all goes the history, which the deletions before it have written to.
    tables = [table for table in reversed(SQLModel.metadata.sorted_tables) if "tenant_id" in table.columns]
    for table in sorted(tables, key=lambda table: table.name in {"change", "operation"}):
        connection.execute(delete(table).where(table.c.tenant_id == tenant_id))
    connection.execute(delete(Tenant).where(col(Tenant.id) == tenant_id))
    connection.execute(delete(Account).where(col(Account.email) == EMAIL))
