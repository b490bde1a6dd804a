"""Brings the database to the state the code expects."""

import logging
from importlib import import_module

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg import sql
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import owner_engine, tenancy
from app.core.db.ddl import execute
from app.core.embedded import StartError
from app.core.history import erase, generate
from app.core.listing import search
from app.core.queue import words
from app.core.settings import CHECKOUT
from app.serve import fitting
from app.serve.login import ensure_login
from app.serve.reach import check_database

log = logging.getLogger(__name__)

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

    Organisations that are older than the workflow for new leads then get it.
    Raises StartError where the database does not answer, or its owner lacks a right.
    """
    check_database()
    try:
        with owner_engine().begin() as connection:
            _bring_up(connection)
    except (psycopg.Error, SQLAlchemyError, CommandError) as error:
        log.exception("The migration failed")
        said = str(error).strip().splitlines()[0]
        hint = "nothing was changed; is the database of another version of Steward? The log has the rest"
        raise StartError(f"The database could not be migrated ({said}): {hint}") from None
    # By name, since features are loaded after this module has said what the database lacks.
    import_module("app.features")
    import_module("app.automation.lead_management.installing").everywhere()


def _bring_up(connection: Connection) -> None:
    connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": LOCK})
    ensure_login(connection)
    command.upgrade(alembic_config(connection), "head")
    generate.regenerate(connection)
    tenancy.apply(connection)
    search.apply(connection)
    words.apply(connection)
    erase.apply(connection)
    execute(connection, fitting.WRITE, mark=sql.Literal(fitting.mark()))


def pending(connection: Connection) -> str | None:
    """Return what the database lacks as "has → wanted" revisions, or None where it is current."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    has = MigrationContext.configure(connection).get_current_revision()
    return None if has == head else f"{has or 'nothing'} → {head}"
