"""The whole of Steward in a real browser: the built front end, the web process, the databases."""

import re
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app import features
from app.core.actor import Actor
from app.core.settings import Settings
from app.serve.build import build
from tests.e2e.windows import Shelf, Windows
from tests.factories.logins import signed_up
from tests.factories.mother import Mother
from tests.factories.web import free_port, web

Open = Callable[..., Page]
# Founding an organisation calls hooks of all features, so they must be there.
assert features
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let fixtures know at their end whether the test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def neighbour() -> int:
    """A port of this machine that Steward may call: tests put a server of their own there, one after the other."""
    return free_port()


@pytest.fixture(scope="session")
def site(ground: Settings, neighbour: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where Steward answers, pages and all."""
    build(print)
    log = tmp_path_factory.mktemp("site") / "web.log"
    with web(log, front_end=True, STEWARD_HTTP_ALLOW=f"127.0.0.1:{neighbour}") as url:
        yield url


@pytest.fixture(scope="module")
def crew(house: Settings, mother: Mother, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A worker and a dispatcher, for the tests of one file."""
    logs = tmp_path_factory.mktemp("crew")
    parts = [mother.bear(f"jobs.{role}:main", logs / f"{role}.log") for role in ("worker", "dispatcher")]
    yield
    for part in parts:
        part.terminate()
    for part in parts:
        part.wait()


@pytest.fixture(scope="session")
def shelf(browser: Browser, site: str) -> Shelf:
    """The browsers of this run."""
    return Shelf(browser, site)


@pytest.fixture
def windows(shelf: Shelf, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows that fail the test where something fails in them."""
    made = Windows(shelf)
    yield made
    made.close(re.sub(r"\W+", "-", request.node.name), request.node.stash.get(FAILED, False))


@pytest.fixture
def context(windows: Windows) -> BrowserContext:
    """A browser that has never been here."""
    return windows.context()


@pytest.fixture
def open_as(windows: Windows) -> Open:
    """Open a page as an actor, each time in a browser of their own."""
    return windows.open


@pytest.fixture
def founder(house: Settings) -> Actor:
    """The owner of an organisation that has just been founded, as signing up leaves it."""
    return signed_up()[0]


@pytest.fixture(scope="session")
def showroom(ground: Settings) -> Actor:
    """The owner of an organisation with the sample company, which tests only read."""
    return signed_up(company="Northwind Studio", sample=True)[0]
