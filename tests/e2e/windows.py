"""Windows of a real browser that watch themselves: whatever fails in a page fails the test."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from app.core.actor import Actor
from tests.factories.signing import sign_in

SHOTS = Path(__file__).parent / "shots"
# An answer that refuses is no fault of the page; one that fails (500) or is missing (404) is.
REFUSED = re.compile(r"Failed to load resource: .* status of (401|403|409|410|413|415|422|429)\b")


class Shelf:
    """Browsers that are used again, since making one costs as much as a page: each forgets all but its cache."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self._idle: dict[tuple[int, int, bool], list[BrowserContext]] = {}

    def make(self, width: int, height: int, dark: bool) -> BrowserContext:
        """A browser that has never been here."""
        scheme = "dark" if dark else "light"
        return self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)

    def take(self, width: int, height: int, dark: bool) -> BrowserContext:
        """A browser that remembers nothing of an earlier test."""
        idle = self._idle.get((width, height, dark))
        return idle.pop() if idle else self.make(width, height, dark)

    def give_back(self, used: BrowserContext, width: int, height: int, dark: bool) -> None:
        """Close its pages and make it forget."""
        blank = used.new_page()
        for page in used.pages:
            if page is not blank:
                page.close()
        used.clear_cookies()
        forget = {"origin": self.site, "storageTypes": "local_storage,indexeddb,service_workers"}
        used.new_cdp_session(blank).send("Storage.clearDataForOrigin", forget)
        blank.close()
        self._idle.setdefault((width, height, dark), []).append(used)


class Windows:
    """The windows of one test; `faults` is what went wrong in them, `forgive` names words that are expected."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.site = shelf.site
        self.faults: list[str] = []
        self._fresh: list[BrowserContext] = []
        self._taken: list[tuple[BrowserContext, int, int, bool]] = []
        self._forgiven: list[re.Pattern[str]] = [REFUSED]

    def context(self, width: int = 1440, height: int = 900, dark: bool = False) -> BrowserContext:
        """A browser that has never been here."""
        made = self.shelf.make(width, height, dark)
        made.on("page", self._watch)
        self._fresh.append(made)
        return made

    def open(
        self, actor: Actor | None = None, path: str = "/", width: int = 1440, height: int = 900, dark: bool = False
    ) -> Page:
        """Open a page as an actor (or as nobody), in a browser of its own."""
        context = self.shelf.take(width, height, dark)
        context.on("page", self._watch)
        self._taken.append((context, width, height, dark))
        if actor is not None:
            host = urlsplit(self.site).hostname or ""
            cookie = {"name": "steward_session", "value": sign_in(actor), "domain": host, "path": "/", "httpOnly": True}
            context.add_cookies([cookie])  # pyright: ignore[reportArgumentType]
        page = context.new_page()
        page.goto(self.site + path)
        return page

    def forgive(self, pattern: str) -> None:
        """Let a fault pass whose words match."""
        self._forgiven.append(re.compile(pattern))

    def close(self, name: str, failed: bool) -> None:
        """Close all windows; of a test that failed each leaves its picture. Raises AssertionError for faults."""
        contexts = [*self._fresh, *(context for context, *_ in self._taken)]
        for number, page in enumerate(page for context in contexts for page in context.pages):
            if failed:
                SHOTS.mkdir(exist_ok=True)
                page.screenshot(path=SHOTS / f"failed-{name}-{number}.png")
        for context in self._fresh:
            context.close()
        for context, *size in self._taken:
            context.remove_listener("page", self._watch)
            self.shelf.give_back(context, *size)
        left = [fault for fault in self.faults if not any(one.search(fault) for one in self._forgiven)]
        assert not left, f"Pages failed: {left}"

    def _watch(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{message.location.get('url', '')}: {message.text}")


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page under shots/."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
