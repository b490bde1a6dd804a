"""The words of jobs, by which they are found: an index over what is over, which enqueueing and claiming never touch."""

from psycopg import sql
from sqlalchemy import Connection, Select, func, make_url, select

from app.core.db.ddl import execute, template
from app.core.listing.search import words
from app.core.queue.kinds import registered_kinds
from app.core.settings import settings


def apply(connection: Connection) -> None:
    """Make the search of jobs anew, its index where it is not there; `connection` is the owner's."""
    role = sql.Identifier(make_url(settings().app_database_url or "").username or "")
    execute(connection, template("app.core.queue", "words.sql"), role=role)


def hits(said: str, most: int) -> Select[tuple[object]] | None:
    """The ids of the newest jobs (`most`) that hold every word, or whose kind is called so; None for no word at all."""
    asked = words(said)
    if not asked:
        return None
    named = [kind.name for kind in registered_kinds() if said.strip().lower() in kind.title.lower()]
    either = " | ".join(f"({part})" for part in [asked, *(words(name) for name in named)])
    return select(func.search_job_queue(either, most))
