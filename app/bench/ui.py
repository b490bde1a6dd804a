"""`steward bench ui`: from a click to the changed page, beside the click of a Reflex app that is one button.

Both apps are built and served in the same way; their clicks are timed in turns in one headless Chromium. Steward is
asked for an organisation of its own with the sample company, which stays.
"""

import argparse
import contextlib
import os
import secrets
import socket
import statistics
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, Page, sync_playwright

from app.bench import clicks
from app.bench.button import button
from app.bench.figures import Figure, show
from app.core.settings import settings
from app.serve.browser import chromium
from app.serve.build import build
from app.serve.part import Command
from app.serve.ready import await_web

ROUNDS, WARM = 40, 5
PEER = "a Reflex app of one button"
AIM, LARGEST = "ratio under 5", 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main(argv: Sequence[str]) -> int:
    """Build and start both, click in interleaved rounds, and print the figures."""
    parser = argparse.ArgumentParser(prog="steward bench ui", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    given = parser.parse_args(argv)
    build(lambda said: print(said, file=sys.stderr))  # noqa: T201  # what a bench says is its result
    with steward(_free()) as ours, button(_free()) as theirs, _browser() as browser:
        rounds = _rounds(browser, ours, theirs, given.rounds)
    show("ui", _figures(rounds))
    return 0


@contextlib.contextmanager
def steward(port: int) -> Iterator[str]:
    """Where Steward's web server answers, pages and all; it ends with the block."""
    data = Path(settings().data)
    web = Command(
        "web", data, "bench-web", env={**os.environ, "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    )
    web.start()
    try:
        await_web(port, web.alive, lambda: False, web.log)
        yield f"http://127.0.0.1:{port}"
    finally:
        web.stop()


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program and str(program), args=FLAGS)
        yield made
        made.close()


def _rounds(browser: Browser, ours: str, theirs: str, rounds: int) -> list[tuple[float, float, float, float]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    # Nobody logs in to this organisation again; its password is forgotten with this run.
    email, password = f"bench-{uuid4().hex}@bench.example", secrets.token_urlsafe(24)
    form = {"company": "Bench of the interface", "name": "Bench", "email": email, "password": password, "sample": True}
    made = context.request.post(f"{ours}/api/sign-up", data=form, headers={"Origin": ours})
    if not made.ok:
        raise SystemExit(f"Steward let nobody sign up: {made.status} {made.text()[:200]}")
    lone, deals, board = (context.new_page() for _ in range(3))
    lone.goto(theirs)
    deals.goto(f"{ours}/deals/list")
    board.goto(f"{ours}/deals")
    return list(islice(_turns(lone, deals, board), WARM, WARM + rounds))


def _turns(lone: Page, deals: Page, board: Page) -> Iterator[tuple[float, float, float, float]]:
    """Endless rounds: a press of the lone button, a filter, a drag there and one back."""
    lone.locator("#count", has_text="0").wait_for()
    deals.locator(".table tbody tr").first.wait_for()
    board.locator(".board-card").first.wait_for()
    ids = board.locator(".board-column").evaluate_all("(all) => all.map((one) => one.dataset.column)")
    card = str(board.locator(".board-card", has=board.locator("footer b:not(:empty)")).first.get_attribute("data-card"))
    while True:
        for view in ("Won", "Lost"):
            there, back = clicks.dropped(board, card, ids[1]), clicks.summed(board, card, ids[0])
            yield clicks.press(lone), clicks.filtered(deals, view), there, back


def _figures(rounds: Sequence[tuple[float, float, float, float]]) -> list[Figure]:
    lone, filtered, there, back = (statistics.median(one[place] for one in rounds) for place in range(4))
    return [
        Figure("a filter of the deal list, click to rows", "ms", filtered, PEER, lone, AIM, LARGEST),
        Figure("a card let go over a stage, to its place there", "ms", there, PEER, lone, AIM, LARGEST),
        Figure("a card let go over a stage, to the sums the server has stored", "ms", back, PEER, lone),
    ]


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
