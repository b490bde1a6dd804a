"""Runs migrations on the connection that `app.serve.migrate` hands over, else on one of the owner's."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import app.models  # noqa: F401  # imported for the tables it registers
from app.core.db import owner_engine

# Made with the function it is over, after the migrations (app/core/queue/words.sql).
APART = {"job_queue_words"}


def compared(_: object, name: str | None, kind: str, *rest: object) -> bool:
    """Whether Alembic compares this part of the database with the code."""
    return kind != "index" or name not in APART


def run(connection: Connection) -> None:
    """Run what Alembic was asked to run."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=compared,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with owner_engine().begin() as own:
        run(own)
