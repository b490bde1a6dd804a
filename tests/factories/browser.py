"""The one browser of a run: Playwright may be started only once in a process."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from app.serve.browser import chromium

# How long a test waits for what has to come (ms); what has to come in time says so itself.
expect.set_options(timeout=20_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = chromium()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program and str(program), args=FLAGS)
        yield made
        made.close()
