"""The whole of Steward in a real browser: the built front end, the web process, the databases."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.core.actor import Actor
from app.core.settings import Settings
from app.serve.browser import chromium
from app.serve.build import build
from tests.factories.signing import sign_in
from tests.factories.web import web

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(house: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where Steward answers, pages and all."""
    build(print)
    with web(tmp_path_factory.mktemp("site") / "web.log", front_end=True) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = chromium()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program and str(program), args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


@pytest.fixture
def open_as(site: str, browser: Browser) -> Iterator[Open]:
    """Open a page as an actor, each time in a browser of their own; nothing may fail in it."""
    contexts: list[BrowserContext] = []

    def opened(actor: Actor, path: str = "/", width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        host = urlsplit(site).hostname or ""
        cookie = {"name": "steward_session", "value": sign_in(actor), "domain": host, "path": "/", "httpOnly": True}
        context.add_cookies([cookie])  # pyright: ignore[reportArgumentType]
        page = context.new_page()
        page.goto(site + path)
        return page

    yield opened
    for made in contexts:
        made.close()
