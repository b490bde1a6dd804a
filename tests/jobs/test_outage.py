"""The database goes away and comes back; worker and dispatcher wait for it."""

import os
import signal
from collections.abc import Iterator

import pytest

from app.core.actor import Actor
from app.core.db import dispose
from app.core.embedded.postgres import Postgres
from app.core.settings import Settings, settings
from tests.factories.database import fresh_database, make_schema
from tests.factories.people import new_owner
from tests.jobs.conftest import Start
from tests.jobs.looking import ask, effects, ended, look, until

pytestmark = pytest.mark.slow


@pytest.fixture
def server(house: Settings) -> Iterator[Postgres]:
    """A server of its own, with a schema, that the settings name."""
    made = Postgres(house.data / "outage", durable=False)
    made.start()
    secret = house.secret_key.get_secret_value()
    with pytest.MonkeyPatch.context() as patch, fresh_database(made.url, secret) as url:
        patch.setenv("DATABASE_URL", url)
        settings.cache_clear()
        make_schema()
        yield made
        made.start()
    settings.cache_clear()
    dispose()
    made.stop()


@pytest.fixture
def inhabitant(server: Postgres) -> Actor:
    """An owner in that database."""
    return new_owner()


def test_work_goes_on_when_the_database_is_back(server: Postgres, inhabitant: Actor, start: Start) -> None:
    worker, dispatcher = start(), start("dispatcher")
    ended(ask(inhabitant, "test.mark"))
    running = ask(inhabitant, "test.mark", seconds=2)
    until(lambda: look(running).status == "processing")
    assert server.process
    os.kill(server.process.pid, signal.SIGINT)
    server.process.wait(20)
    server.process = None
    dispose()
    server.start()
    assert worker.poll() is None
    assert dispatcher.poll() is None
    ended(running)
    ended(ask(inhabitant, "test.mark"))
    assert effects(running) == 1
