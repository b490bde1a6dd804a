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


class Windows:
    """The windows of one test; `faults` is what went wrong in them, `forgive` names words that are expected."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser = browser
        self.site = site
        self.faults: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._forgiven: list[re.Pattern[str]] = [REFUSED]

    def context(self, width: int = 1440, height: int = 900, dark: bool = False) -> BrowserContext:
        """A browser that has never been here."""
        scheme = "dark" if dark else "light"
        made = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        made.on("page", self._watch)
        self._contexts.append(made)
        return made

    def open(
        self, actor: Actor | None = None, path: str = "/", width: int = 1440, height: int = 900, dark: bool = False
    ) -> Page:
        """Open a page as an actor (or as nobody), in a browser of its own."""
        context = self.context(width, height, dark)
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
        for number, page in enumerate(page for context in self._contexts for page in context.pages):
            if failed:
                SHOTS.mkdir(exist_ok=True)
                page.screenshot(path=SHOTS / f"failed-{name}-{number}.png")
        for context in self._contexts:
            context.close()
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
