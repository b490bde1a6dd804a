"""From a click to the change it makes on the page, timed inside the page."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

# What an earlier click still brings (other open pages are told of a move) is over after that many milliseconds.
SETTLED = 250
# Starts the clock at the first event of that name, and stops it at the first change after which the test holds.
WATCH = """([event, test]) => {
  const holds = new Function(`return (${test})`);
  window.took = new Promise((resolve, reject) => {
    let start = 0;
    const look = () => {
      if (!start || !holds()) return;
      watch.disconnect();
      resolve(performance.now() - start);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    window.addEventListener(event, () => { start = performance.now(); }, { capture: true, once: true });
    setTimeout(() => reject(new Error(`never: ${test}`)), 10000);
  });
}"""


def timed(page: Page, event: str, test: str, act: Callable[[], Any]) -> float:
    """Milliseconds from `event` (click, pointerup) to the page in which the JavaScript `test` holds."""
    page.evaluate(WATCH, [event, test])
    act()
    return float(page.evaluate("() => window.took"))


def _front(page: Page) -> None:
    # A page behind others is drawn once a second only, and the mouse waits for it.
    page.bring_to_front()
    page.wait_for_timeout(SETTLED)


def press(page: Page) -> float:
    """One press of the lone button."""
    _front(page)
    next_ = int(page.inner_text("#count")) + 1
    test = f"document.querySelector('#count').textContent === '{next_}'"
    return timed(page, "click", test, page.locator("#press").click)


def filtered(page: Page, view: str) -> float:
    """One click on a view of the deal list, until only deals of that state are shown."""
    _front(page)
    cells = "[...document.querySelectorAll('.table tbody .badge')]"
    test = f"{cells}.length > 0 && {cells}.every((one) => one.textContent === '{view}')"
    tab = page.locator(".tabs .tab", has_text=view)
    return timed(page, "click", test, tab.click)


def dropped(page: Page, card: str, column: str) -> float:
    """One card let go over a column, until it stands there; waits untimed for the server's word."""
    said = _said(page, column)
    _lift(page, card, column)
    stands = f'[data-column="{column}"] [data-card="{card}"]:not(.held)'
    took = timed(page, "mouseup", f"!!document.querySelector({stands!r})", page.mouse.up)
    page.wait_for_function(said)
    return took


def summed(page: Page, card: str, column: str) -> float:
    """One card let go over a column, until the server has said the column's new sum."""
    said = _said(page, column)
    _lift(page, card, column)
    return timed(page, "mouseup", said, page.mouse.up)


def _said(page: Page, column: str) -> str:
    """What holds once a column's sum, which only the server knows, is another than now."""
    _front(page)
    total = f'[data-column="{column}"] header b'
    return f"document.querySelector({total!r}).textContent !== {page.inner_text(total)!r}"


def _lift(page: Page, card: str, column: str) -> None:
    taken = page.locator(f'[data-card="{card}"]').first
    taken.scroll_into_view_if_needed()
    start, goal = taken.bounding_box(), page.locator(f'[data-column="{column}"] .board-list').bounding_box()
    assert start
    assert goal
    page.mouse.move(start["x"] + 60, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 70, start["y"] + 20, steps=3)
    page.mouse.move(goal["x"] + 120, goal["y"] + 40, steps=8)
    page.wait_for_timeout(60)
