"""What becomes of a part that is done as the house when the connection breaks or a statement fails in it."""

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.core.actor import Actor
from app.core.db import Session, open_session
from app.core.db.session import as_house
from app.core.settings import settings
from app.core.urls import libpq_url


def end_connection(session: Session) -> None:
    """End it from outside, as a server that stops does."""
    pid = session.scalar(select(func.pg_backend_pid()))
    with psycopg.connect(libpq_url(settings().app_database_url or "")) as another:
        another.execute("select pg_terminate_backend(%s, 5000)", [pid])


def cut_off(owner: Actor) -> None:
    with open_session(owner) as session:
        with as_house(session):
            end_connection(session)
        raise AssertionError("It went on as if nothing had happened.")


def test_a_connection_that_broke_at_its_end_is_told(owner: Actor) -> None:
    with pytest.raises(DBAPIError) as error:
        cut_off(owner)
    assert error.value.connection_invalidated


def test_what_failed_in_it_is_told_as_it_was(owner: Actor) -> None:
    with pytest.raises(DBAPIError, match="division by zero"), open_session(owner) as session, as_house(session):
        session.scalar(select(func.sqrt(1) / 0))
