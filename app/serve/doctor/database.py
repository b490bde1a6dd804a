"""Checks of the database: server, logins, migrations, vector extension."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import app_engine, owner_engine
from app.core.embedded import StartError, servers
from app.core.history import generate
from app.models import metadata
from app.serve import login
from app.serve.doctor.finding import Finding, bad, good
from app.serve.migrate import pending

LEAST_POSTGRES = 150_000
UNSET = "unset DATABASE_URL to use the embedded server"


def database_findings() -> Iterator[Finding]:
    """Yield the findings about the database; only the first where it cannot be reached."""
    try:
        with servers(with_redis=False), owner_engine().connect() as connection:
            yield _server(connection)
            yield _login(connection)
            yield _entrance()
            yield _migrations(connection)
            yield _history(connection)
            yield _vector(connection)
    except StartError as error:
        yield bad("postgres", str(error), "")
    except SQLAlchemyError as error:
        yield bad("postgres", f"cannot be reached: {_first_line(error)}", f"start it, check DATABASE_URL, or {UNSET}")


def _server(connection: Connection) -> Finding:
    number = int(connection.execute(text("show server_version_num")).scalar_one())
    said = f"version {connection.execute(text('show server_version')).scalar_one()}"
    if number < LEAST_POSTGRES:
        return bad("postgres", said, f"15 or newer is needed; or {UNSET}")
    return good("postgres", said)


def _login(connection: Connection) -> Finding:
    known = connection.execute(login.ATTRIBUTES, {"name": login.login_name()}).scalar() is not None
    if not known:
        return bad("app login", f"there is no role {login.login_name()}", f"steward migrate; or run: {login.by_hand()}")
    if why := login.weakness(connection):
        return bad("app login", f"{login.login_name()} {why}", login.mend())
    return good("app login", f"{login.login_name()} cannot bypass row-level security")


def _entrance() -> Finding:
    try:
        with app_engine().connect():
            return good("app entrance", "the app's login gets in")
    except SQLAlchemyError as error:
        return bad("app entrance", f"the app's login is refused: {_first_line(error)}", "steward migrate")


def _migrations(connection: Connection) -> Finding:
    lacking = pending(connection)
    return bad("migrations", lacking, "steward migrate") if lacking else good("migrations", "current")


def _history(connection: Connection) -> Finding:
    lacking = "; ".join(generate.check(connection)[:3])
    said = f"records among {len(metadata.tables)} tables are watched"
    return bad("history", lacking, "steward migrate") if lacking else good("history", said)


def _vector(connection: Connection) -> Finding:
    there = connection.execute(text("select extversion from pg_extension where extname = 'vector'")).scalar()
    if there:
        return good("vector", f"extension {there}")
    hint = "to have it, install pgvector and let a superuser run: create extension vector"
    return good("vector", "no vector extension: everything works but semantic search", hint)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
