"""What stands where content is missing: empty, loading, failed, not found."""

from typing import Any

import reflex as rx

from components.ui.button import button
from components.ui.icon import icon
from components.ui.text import Text, t


def empty(sentence: Text, action: rx.Component | None = None, sample: rx.Component | None = None) -> rx.Component:
    """One sentence, one button, and perhaps a way to see it with sample data."""
    buttons = [part for part in (action, sample) if part is not None]
    row = [rx.el.div(*buttons, class_name="empty-buttons")] if buttons else []
    return rx.el.div(rx.el.p(sentence), *row, class_name="empty")


def _loading(parts: list[rx.Component], class_name: str) -> rx.Component:
    said = rx.el.span(t("Loading"), class_name="said")
    return rx.el.div(said, *parts, class_name=class_name, role="status", aria_busy=True)


def skeleton_rows(count: int = 12) -> rx.Component:
    """The shape of a list before it is there."""
    row = [rx.el.span(class_name="bone") for _ in range(4)]
    return _loading([rx.el.div(*row, class_name="bone-row") for _ in range(count)], "bones")


def skeleton_cards(count: int = 4) -> rx.Component:
    """The shape of a row of cards before they are there."""
    one = [rx.el.span(class_name="bone"), rx.el.span(class_name="bone bone-tall")]
    return _loading([rx.el.div(*one, class_name="card") for _ in range(count)], "kpis bones-cards")


def skeleton_board(columns: int = 4) -> rx.Component:
    """The shape of a board before it is there."""
    one = [rx.el.span(class_name="bone"), *[rx.el.span(class_name="bone bone-card") for _ in range(3)]]
    return _loading([rx.el.div(*one, class_name="stack") for _ in range(columns)], "board bones-board")


def page_error(what: Text, *, kept: Text | None = None, do: Text | None = None, on_retry: Any = None) -> rx.Component:
    """What happened, what was kept, what to do."""
    lines = [rx.el.p(line) for line in (kept, do) if line is not None]
    retry = [button(t("Try again"), icon="rotate-cw", on_click=on_retry)] if on_retry is not None else []
    return rx.el.div(icon("triangle-alert"), rx.el.h2(what), *lines, *retry, class_name="page-error", role="alert")


def not_found(what: Text | None = None, href: str = "/", back: Text | None = None) -> rx.Component:
    """The page or record is not there, or not for this person; one way back."""
    sentence = t("There is nothing here.") if what is None else what
    hint = rx.el.p(t("It may have been moved or removed, or it is not shared with you."))
    way = button(t("Go to home") if back is None else back, href=href)
    return rx.el.div(rx.el.h2(sentence), hint, way, class_name="page-error")
