"""Brings the database to the state the code expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.core.db import owner_engine, tenancy
from app.core.history import erase, generate
from app.core.listing import search
from app.core.settings import CHECKOUT
from app.serve.login import ensure_login
from app.serve.reach import check_database

# Two commands that migrate at once wait for each other on this number.
LOCK = 7_316_825


def alembic_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration; there is no alembic.ini, for it would only repeat this."""
    config = Config()
    config.set_main_option("script_location", str(CHECKOUT / "alembic"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate() -> None:
    """Make the app's login, run the migrations, renew policies, grants, searches and history triggers; all or nothing.

    Raises StartError where the database does not answer, or its owner lacks a right.
    """
    check_database()
    with owner_engine().begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": LOCK})
        ensure_login(connection)
        command.upgrade(alembic_config(connection), "head")
        generate.regenerate(connection)
        tenancy.apply(connection)
        search.apply(connection)
        erase.apply(connection)


def pending(connection: Connection) -> str | None:
    """Return what the database lacks as "has → wanted" revisions, or None where it is current."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    has = MigrationContext.configure(connection).get_current_revision()
    return None if has == head else f"{has or 'nothing'} → {head}"
