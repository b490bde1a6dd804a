"""Migrations from nothing, the state they leave, and a login that cannot climb."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import make_url, text

from app.core.db import app_engine, dispose, owner_engine
from app.core.embedded import StartError, postgres
from app.core.embedded.servers import exported
from app.core.settings import settings
from app.core.urls import libpq_url
from app.models import metadata
from app.serve import fitting, login
from app.serve.fitting import fits
from app.serve.migrate import alembic_config, migrate, pending


@pytest.fixture
def migrated(bare: Path) -> Iterator[None]:
    """A server of its own, migrated from nothing."""
    with postgres(bare, durable=False) as url, exported({"DATABASE_URL": url}):
        migrate()
        yield
        dispose()


@pytest.mark.usefixtures("migrated")
def test_migrations_make_exactly_the_tables_of_the_code() -> None:
    with owner_engine().begin() as connection:
        assert pending(connection) is None
        command.check(alembic_config(connection))


@pytest.mark.usefixtures("migrated")
def test_migrating_again_changes_nothing() -> None:
    with owner_engine().connect() as connection:
        tables = text("select count(*), max(oid::text) from pg_class where relkind = 'r'")
        before = connection.execute(tables).one()
        migrate()
        assert connection.execute(tables).one() == before


@pytest.mark.usefixtures("migrated")
def test_start_skips_the_migration_until_code_or_login_change() -> None:
    assert fits()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "PACKAGES", ("alembic",))
        assert not fits()
    with exported({"SECRET_KEY": "another"}):
        assert not fits()


@pytest.mark.usefixtures("bare")
def test_empty_database_does_not_fit(bare: Path) -> None:
    with postgres(bare, durable=False) as url, exported({"DATABASE_URL": url}):
        assert not fits()


@pytest.mark.usefixtures("migrated")
def test_login_of_the_app_is_bound_by_policies_and_cannot_climb() -> None:
    with owner_engine().connect() as connection:
        assert login.weakness(connection) is None
        guarded = text("select count(*) from pg_class where relkind = 'r' and relrowsecurity")
        assert connection.execute(guarded).scalar_one() >= len(metadata.tables)
    with app_engine().connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(text("set role steward"))


@pytest.mark.usefixtures("migrated")
def test_login_that_was_given_too_much_is_refused_with_the_cure() -> None:
    sockets = str(make_url(settings().database_url or "").query["host"])
    with psycopg.connect(f"postgresql://postgres@/postgres?host={sockets}") as superuser:
        superuser.execute("alter role steward_app bypassrls")
    with pytest.raises(StartError, match=r"could bypass row-level security.*alter role"):
        migrate()


def test_owner_without_the_right_to_make_roles_is_told_the_sql(bare: Path) -> None:
    with postgres(bare, durable=False) as url:
        sockets = str(make_url(url).query["host"])
        with psycopg.connect(f"postgresql://postgres@/postgres?host={sockets}", autocommit=True) as superuser:
            superuser.execute("create role plain login")
            superuser.execute("create database shop owner plain")
        poor = make_url(libpq_url(url)).set(username="plain", database="shop").render_as_string(False)
        with exported({"DATABASE_URL": poor}):
            with pytest.raises(StartError) as caught:
                migrate()
            with psycopg.connect(f"postgresql://postgres@/shop?host={sockets}") as superuser:
                superuser.execute(str(caught.value).partition("run: ")[2].encode())
            migrate()
            with app_engine().connect() as connection:
                assert connection.execute(text("select current_user")).scalar_one() == "shop_app"
            dispose()


@pytest.mark.usefixtures("migrated")
def test_database_of_a_later_version_is_one_line_and_left_alone() -> None:
    with owner_engine().begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StartError, match=r"could not be migrated.*another version"):
        migrate()
    with owner_engine().connect() as connection:
        assert connection.execute(text("select version_num from alembic_version")).scalar_one() == "9999"
