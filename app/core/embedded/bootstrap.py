"""What a fresh embedded PostgreSQL is given by its superuser: the owner's login, the database, the vector extension."""

import psycopg
from psycopg import sql

OWNER = DATABASE = "steward"


def address(sockets: str, user: str, database: str) -> str:
    """Return a libpq address through the socket folder; who may enter the folder is trusted, so it has no password."""
    return f"postgresql://{user}@/{database}?host={sockets}"


def bootstrap(sockets: str) -> None:
    """Make what is missing; the owner is no superuser, so that what works here works on an outside server."""
    with psycopg.connect(address(sockets, "postgres", "postgres"), autocommit=True) as session:
        if not session.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone():
            role = sql.Identifier(OWNER)
            session.execute(sql.SQL("create role {} login createrole createdb").format(role))
        if not session.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            session.execute(sql.SQL("create database {} owner {}").format(*names))
    # In template1 too: databases made from it (by tests) carry the extension, which only a superuser may install.
    for database in ("template1", DATABASE):
        with psycopg.connect(address(sockets, "postgres", database)) as session:
            session.execute("create extension if not exists vector")
