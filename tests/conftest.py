"""The ground every test stands on: one real PostgreSQL and one real Redis for the whole run, a fresh database in it.

A test asks for `house` (or for an actor, who brings it); tests that need no server start none.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser

from app.core import actor as actors
from app.core.actor import Actor
from app.core.embedded import postgres, redis
from app.core.settings import Settings, settings
from tests.factories import mother as mothers
from tests.factories.browser import launched
from tests.factories.database import fresh_database, make_schema
from tests.factories.leftovers import forget_limits, forget_work
from tests.factories.mother import Mother
from tests.factories.people import colleague, new_owner
from tests.factories.web import web

SECRET = "for tests only"
# Found by accident is found once: what is tried is the same in each run, but in the long ones (factories/depth.py).
hypothesis.settings.register_profile("steward", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("steward")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests first, so that none is left for the end of a run of several processes."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def data() -> Iterator[Path]:
    """The data folder of this run: STEWARD_DATA where it is given, else one that goes with the run."""
    given = os.environ.get("STEWARD_DATA")
    if given:
        yield Path(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="steward-tests-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def lent() -> Settings:
    """The settings that the run was given, which may name outside servers."""
    return settings()


@pytest.fixture(scope="session")
def ground(data: Path, lent: Settings) -> Iterator[Settings]:
    """Settings of a running house: servers up, schema made, policies and history triggers on every table."""
    with contextlib.ExitStack() as stack:
        server = lent.database_url or stack.enter_context(postgres(data, durable=False))
        cache = lent.redis_url or stack.enter_context(redis(data))
        url = stack.enter_context(fresh_database(server, SECRET))
        env = {
            "STEWARD_DATA": str(data),
            "STEWARD_ENVIRONMENT": "test",
            "SECRET_KEY": SECRET,
            "DATABASE_URL": url,
            "REDIS_URL": cache,
        }
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name in ("APP_DATABASE_URL", "LISTEN_DATABASE_URL"):
            patch.delenv(name, raising=False)
        for name, value in env.items():
            patch.setenv(name, value)
        settings.cache_clear()
        make_schema()
        yield settings()
    settings.cache_clear()


@pytest.fixture(scope="module")
def house(ground: Settings, lent: Settings) -> Settings:
    """The same, and no file of tests comes upon the work that another has left."""
    forget_work()
    if not lent.redis_url:
        forget_limits()
    return ground


@pytest.fixture
def owner(house: Settings) -> Actor:
    """The owner of a tenant that nobody else has touched, with every permission."""
    return new_owner()


@pytest.fixture
def other(house: Settings) -> Actor:
    """The owner of another tenant."""
    return new_owner("Otto Other")


@pytest.fixture
def viewer(owner: Actor) -> Actor:
    """A colleague of `owner` who may only read."""
    return colleague(owner, "Vera Viewer", "viewer")


@pytest.fixture
def nobody(house: Settings) -> Actor:
    """A caller who is not signed in."""
    return actors.NOBODY


@pytest.fixture(scope="session")
def address(ground: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the one web process of this run answers, without the front end."""
    with web(tmp_path_factory.mktemp("web") / "web.log") as url:
        yield url


@pytest.fixture(scope="session")
def mother() -> Iterator[Mother]:
    """Whoever bears the workers and dispatchers of this run."""
    with mothers.mother() as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; the one of this run."""
    with launched() as made:
        yield made
