"""A fresh database with the whole schema, made and dropped by the run that needs it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import func, make_url, select

from app.core.actor import Actor
from app.core.db import dispose, open_session, owner_engine, tenancy
from app.core.history import erase
from app.core.history.generate import regenerate
from app.core.listing import search
from app.core.queue import words
from app.core.settings import settings
from app.core.urls import app_login, libpq_url
from app.models import metadata
from app.serve.login import ensure_login


@contextmanager
def fresh_database(server: str, secret: str) -> Iterator[str]:
    """Yield the owner's address of an empty database beside `server`'s; it and its app login go at the end."""
    url = make_url(libpq_url(server)).set(database=f"steward_test_{os.getpid()}").render_as_string(False)
    name, role = sql.Identifier(make_url(url).database or ""), app_login(url, secret)[0]
    with psycopg.connect(libpq_url(server), autocommit=True) as session:
        _drop(session, name, role)
        session.execute(sql.SQL("create database {}").format(name))
    try:
        yield url
    finally:
        dispose()
        with psycopg.connect(libpq_url(server), autocommit=True) as session:
            # So that the owner may end the app's connections.
            session.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))
            _drop(session, name, role)


def _drop(session: psycopg.Connection, name: sql.Identifier, role: str) -> None:
    # Not by force, which gives up at the sight of a process of the server's own: those the plain way waits for.
    mine = "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and usename in (current_user, %s)"
    session.execute(mine, (name.as_string().strip('"'), role))
    session.execute(sql.SQL("drop database if exists {}").format(name))
    session.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))


def make_schema() -> None:
    """Make every table, its policy and its history functions, as `steward migrate` leaves them."""
    with owner_engine().begin() as connection:
        ensure_login(connection)
        metadata.create_all(connection)
        tenancy.apply(connection)
        search.apply(connection)
        words.apply(connection)
        erase.apply(connection)
        regenerate(connection)


def cut(actor: Actor) -> None:
    """Break the connection that this process takes next; those of other processes stay."""
    dispose()
    with open_session(actor) as session:
        pid = session.scalar(select(func.pg_backend_pid()))
    with psycopg.connect(libpq_url(settings().app_database_url or "")) as login:
        login.execute("select pg_terminate_backend(%s)", [pid])
